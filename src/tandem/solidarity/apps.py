from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.territory.choices import Role
from tandem.toolbox.texts import Text
from tandem.ui import navigation

LOOKED_AT: dict[str, Text] = {
    "solidarity.feedback_seen": _("A coordinator looked at how it went."),
    "solidarity.in_touch": _("It was noted that you and the other of you are in touch."),
    "solidarity.minor_said": _("It was noted whether a minor is helped."),
    "solidarity.contact_kept_back": _(
        "How to reach you was kept back from a volunteer who had been told of many people."
    ),
}


class SolidarityConfig(AppConfig):
    name = "tandem.solidarity"
    label = "solidarity"

    def ready(self) -> None:
        words.register("solidarity.need_asked", _("You asked for help."))
        words.register("solidarity.offer_made", _("You offered help."))
        words.register("solidarity.proposed", _("A helper was looked for."))
        words.register("solidarity.proposal_refused", _("A proposal was not followed."))
        words.register(
            "solidarity.refusal_taken_back", _("It was noted that a helper may be asked again.")
        )
        words.register("solidarity.helper_asked", _("A helper was asked."))
        words.register("solidarity.helper_agreed", _("A helper agreed."))
        words.register("solidarity.task_moved", _("Somebody else comes, as was agreed."))
        words.register("solidarity.helper_declined", _("A helper could not come."))
        words.register("solidarity.arrangement_cancelled", _("An arrangement was cancelled."))
        for word, said in LOOKED_AT.items():
            words.register(word, said)
        words.register("solidarity.introduced", _("You and a helper were introduced."))
        words.register("solidarity.feedback_given", _("It was said how it went."))
        words.register(
            "solidarity.vital_corrected",
            _("A coordinator settled whether your need comes before all others."),
        )
        words.register(
            "solidarity.vital_contested", _("You did not agree on what comes before all others.")
        )
        words.register(
            "solidarity.dispute_decided",
            _("A coordinator decided whether a help took place: the two did not agree."),
        )
        words.register("solidarity.offer_changed", _("An offer of help was changed."))
        words.register(
            "solidarity.need_overtaken",
            _("A coordinator helped somebody else first, by hand and for a written reason."),
        )
        words.register("solidarity.need_ended", _("A request for help ended."))
        words.register(
            "solidarity.volunteers_imported", _("Volunteers were brought in from a list.")
        )
        words.register("solidarity.import_undone", _("A list of volunteers was taken out again."))
        words.register("solidarity.kinds_changed", _("A commune changed its kinds of help."))
        _words_of_looks()
        _words_of_remarks()
        _words_of_goods()
        _words_of_company()
        _show_the_way()


def _words_of_looks() -> None:
    words.register("solidarity.need_read", _("What you need was read."))
    words.register(
        "solidarity.volunteer_named",
        _("Your first name was shown to a coordinator or to the person you help."),
    )
    words.register(
        "solidarity.introduction_written",
        _("Your first name and the contact you agreed to were written to the other of you."),
        looker=_("The helper who agreed to come"),
    )
    words.register(
        "solidarity.introduction_prepared",
        _("What the two of you may know was read, to introduce you to each other."),
        looker=_("The helper who agreed to come"),
    )
    words.register(
        "solidarity.helper_looked",
        _("Your helper read what is needed to help you."),
        looker=_("The helper who agreed to come"),
    )


def _words_of_remarks() -> None:
    words.register("solidarity.by_hand", _("A person looks for you, without the program."))
    words.register(
        "solidarity.program_remarked",
        _("You said what you want of our program, or think of it."),
    )
    words.register(
        "solidarity.remark_answered", _("A person answered what you said of our program.")
    )


def _words_of_goods() -> None:
    words.register("solidarity.goods_given", _("You gave goods."))
    words.register("solidarity.goods_asked", _("You asked for goods."))
    words.register("solidarity.goods_shared", _("It was decided how many of the goods you get."))
    words.register("solidarity.goods_handed", _("It was noted whether the goods came to you."))


def _words_of_company() -> None:
    words.register("solidarity.company_sought", _("You looked for company."))
    words.register("solidarity.company_asked", _("You were asked whether you would like to meet."))
    words.register("solidarity.company_answered", _("You said whether you would like to meet."))
    words.register(
        "solidarity.company_unanswered",
        _("You were asked whether you would like to meet, and no answer came in time."),
    )
    words.register(
        "solidarity.company_called_off",
        _("A coordinator called off a meeting about which you were asked."),
    )
    words.register(
        "solidarity.circle_taken_back",
        _("It was noted that neighbours may be proposed to each other again."),
    )
    words.register("solidarity.company_age_asked", _("You were asked whether you are 18 or older."))
    words.register("solidarity.company_age_said", _("It was noted whether you are 18 or older."))
    words.register("solidarity.company_met", _("All said yes: you were introduced."))
    words.register("solidarity.company_left", _("You no longer look for company."))
    words.register(
        "solidarity.company_named",
        _("Your first name was written to neighbours who, like you, had said yes."),
        looker=_("The neighbour who said yes last"),
    )


def _show_the_way() -> None:
    coordinating = (Role.COORDINATOR,)
    noting = (Role.OPERATOR, Role.COORDINATOR)
    wording = (Role.ADMINISTRATOR, Role.COORDINATOR)
    navigation.register(_("Mutual help"), "solidarity:board", roles=coordinating, order=30)
    navigation.register(
        _("Answers of volunteers"), "solidarity:answers", roles=noting, order=35, group="messages"
    )
    navigation.register(
        _("Bring in a list"), "solidarity:import", roles=coordinating, order=60, group="set_up"
    )
    navigation.register(_("My help"), "solidarity:mine", place="footer", order=75)
    navigation.register(
        _("Our program"), "solidarity:changes", roles=wording, order=66, group="set_up"
    )
    overseeing = (Role.DATA_OFFICER,)
    navigation.register(
        _("Runs of the program"), "solidarity:runs", roles=overseeing, order=67, group="set_up"
    )
    navigation.register(
        _("Kinds of help"), "solidarity:kinds", roles=wording, order=65, group="set_up"
    )
