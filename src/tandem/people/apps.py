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
        words.register("people.forgotten", _("You were registered by mistake, and forgotten."))
        words.register("people.erased", _("Who you are was erased."))
        words.register("people.merged", _("Two records about you were joined."))
        words.register("people.unmerged", _("Two records joined by mistake were parted."))
        words.register(
            "people.likeness_noted",
            _("You are perhaps the same person as in another request; somebody decides."),
        )
        words.register("people.kept_apart", _("You are not the person of another request."))
        # Says nothing of anybody else: whoever types a name may read this too.
        words.register("people.compared", _("It was checked whether you are already known here."))
