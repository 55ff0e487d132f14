from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.territory.choices import Role
from tandem.ui import navigation

DESK = (Role.OPERATOR, Role.COORDINATOR)


class OutboxConfig(AppConfig):
    name = "tandem.outbox"
    label = "outbox"

    def ready(self) -> None:
        autodiscover_modules("enclosures")
        words.register("outbox.contact_used", _("Your contact details were used to reach you."))
        words.register("outbox.message_sent", _("A message was sent to you."))
        words.register("outbox.message_failed", _("A message could not reach you."))
        words.register(
            "outbox.message_came_back",
            _("An e-mail to you came back; the message goes another way."),
        )
        words.register("outbox.letters_printed", _("A letter to you was printed."))
        words.register("outbox.letters_opened", _("A letter to you was opened to be printed."))
        words.register("outbox.letters_posted", _("A letter to you was posted."))
        words.register("outbox.letters_spoilt", _("A letter to you is printed once more."))
        words.register("outbox.call_opened", _("Your number was opened to call you."))
        words.register("outbox.call_made", _("You were called."))
        words.register("outbox.way_changed", _("A message was sent to you another way."))
        words.register("outbox.marked_as_known", _("A colleague made sure that you know."))
        navigation.register(_("Calls"), "outbox:calls", roles=DESK, order=30, group="messages")
        navigation.register(_("Letters"), "outbox:letters", roles=DESK, order=40, group="messages")
        navigation.register(
            _("Messages not sent"), "outbox:failed", roles=DESK, order=45, group="messages"
        )
