from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from tandem.journal import words


class PeopleConfig(AppConfig):
    name = "tandem.people"
    label = "people"

    def ready(self) -> None:
        # Each floor above says there what still needs a person, and how it forgets her.
        autodiscover_modules("retention")
        autodiscover_modules("publics")
        autodiscover_modules("own_data")
        autodiscover_modules("kept")
        words.register("people.identity_seen", _("Your name or contact details were opened."))
        words.register("people.searched", _("You appeared in a search by name or number."))
        words.register("people.person_registered", _("You were registered."))
        words.register("people.reach_changed", _("How to reach you was changed."))
        words.register(
            "people.broadcasts_refused", _("You want no more messages that go to many people.")
        )
        words.register(
            "people.broadcasts_wished", _("You want messages that go to many people again.")
        )
        words.register("people.limited", _("Your data is left alone, at your word."))
        words.register("people.limit_lifted", _("Your data is used again as before."))
        words.register("people.forgotten", _("You were registered by mistake, and forgotten."))
        words.register("people.erased", _("Who you are was erased."))
        words.register("people.merged", _("Two records about you were joined."))
        words.register(
            "people.ways_shut",
            _("Two records were joined: nobody signs in until you show again who you are."),
        )
        words.register("people.ways_opened_again", _("The ways to sign in open again as before."))
        words.register("people.unmerged", _("Two records joined by mistake were parted."))
        words.register(
            "people.likeness_noted",
            _("You are perhaps the same person as in another request; somebody decides."),
        )
        words.register("people.kept_apart", _("You are not the person of another request."))
        # Says nothing of anybody else: whoever types a name may read this too.
        words.register("people.compared", _("It was checked whether you are already known here."))
        _register_guard()


def _register_guard() -> None:
    words.register("people.look_refused", _("Somebody tried to open your file, and was refused."))
    words.register("people.colleague_excluded", _("You asked that a colleague not open your file."))
    words.register("people.colleague_readmitted", _("A colleague may open your file again."))
    words.register("people.opening_asked", _("A colleague asked a second person to open more."))
    words.register("people.opening_agreed", _("A second person agreed that more be opened."))
    words.register("people.opening_refused", _("A second person refused that more be opened."))
    words.register("people.emergency_opened", _("Your file was opened as an emergency."))
    words.register("people.emergency_looked", _("Your file was read as an emergency."))
    words.register(
        "people.flag_decided", _("It was checked whether a look at your data was in order.")
    )
    words.register("people.address_protected", _("Your address is protected from now on."))
    words.register(
        "people.address_carried", _("Your protected address was kept as it is, shown to nobody.")
    )
    words.register("people.address_shown_again", _("Your address is no longer protected."))
