from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.territory.choices import Role, at_own
from tandem.ui import navigation


class StreetsConfig(AppConfig):
    name = "tandem.streets"
    label = "streets"

    def ready(self) -> None:
        words.register("streets.broken_reported", _("Something broken was reported."))
        words.register("streets.voice_added", _("You told us that something is broken."))
        words.register("streets.report_moved", _("A report went a step further."))
        words.register("streets.verdict_given", _("It was said whether it is repaired."))
        words.register("streets.report_read", _("What you told us of something broken was read."))
        words.register("streets.report_corrected", _("A report was corrected by hand."))
        words.register("streets.place_confirmed", _("A place was confirmed by hand."))
        words.register("streets.said_apart", _("Two reports were said not to be the same."))
        words.register("streets.photo_added", _("A photo of something broken was added."))
        words.register("streets.photo_looked", _("A photo of something broken was looked at."))
        words.register(
            "streets.photo_made_unreadable",
            _("Faces and number plates were made unreadable in a photo."),
        )
        words.register("streets.photo_as_it_came", _("A photo is kept as it came."))
        words.register("streets.photo_released", _("A photo of something broken was made public."))
        words.register("streets.photo_taken_back", _("A photo is no longer public."))
        words.register("streets.job_planned", _("A day was given to reports."))
        words.register("streets.job_ended", _("A job in the street ended."))
        words.register("streets.sheet_handed", _("A contractor was given a sheet."))
        words.register("streets.team_kept", _("A team was made or changed."))
        words.register("streets.team_ended", _("A team ended."))
        words.register("streets.rules_changed", _("The rules of who gets what were changed."))
        words.register("streets.visits_drawn", _("Repairs to be visited were drawn by lot."))
        words.register("streets.visit_noted", _("Somebody went to look at a repair."))
        words.register(
            "streets.categories_changed", _("A commune changed its categories of what is broken.")
        )
        words.register("streets.places_named", _("A commune changed the places on its map."))
        words.register("streets.addresses_kept", _("A commune changed its list of addresses."))
        words.register("streets.handed_over", _("A report went to another service."))
        words.register("streets.handover_sent", _("Another program took a report in."))
        words.register("streets.given", _("Another service gave us a report."))
        words.register("streets.came_back", _("A report came back: it was not theirs."))
        words.register("streets.taken_back", _("A report was taken back from another service."))
        words.register("streets.opened_again_there", _("Another service opened our report again."))
        words.register("streets.hook_made", _("Another program hears of reports from now on."))
        words.register("streets.hook_ended", _("Another program hears of reports no longer."))
        words.register("streets.hook_given_up", _("Another program was not reached for a day."))
        words.register("streets.system_added", _("The program of another service was added."))
        words.register("streets.system_mapped", _("Categories were matched with another program."))
        words.register("streets.system_ended", _("The program of another service was ended."))
        _show_the_way()


def _show_the_way() -> None:
    noting = (Role.OPERATOR, Role.OFFICER, Role.COORDINATOR)
    # A telephone service notes what people say of a repair; what is broken is others' to repair.
    own = [at_own(role) for role in noting]
    navigation.register(_("What is broken"), "streets:inbox", roles=own, order=32)
    navigation.register(
        _("Is it repaired?"), "streets:answers", roles=noting, order=36, group="messages"
    )
    wording = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.OFFICER)
    label = _("Categories of what is broken")
    navigation.register(label, "streets:categories", roles=wording, order=66, group="set_up")
    navigation.register(
        _("Places on the map"), "streets:places", roles=wording, order=67, group="set_up"
    )
    navigation.register(
        _("Who lives where"), "streets:inhabitants", roles=wording, order=68, group="set_up"
    )
    navigation.register(_("Open data of the street"), "streets:data", place="footer", order=45)
    navigation.register(
        _("Reports to other services"),
        "streets:systems",
        roles=(Role.ADMINISTRATOR,),
        order=96,
        group="set_up",
    )
