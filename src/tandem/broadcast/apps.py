from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words
from tandem.territory.choices import Role
from tandem.ui import navigation

WRITING = (Role.COORDINATOR, Role.ADMINISTRATOR)


class BroadcastConfig(AppConfig):
    name = "tandem.broadcast"
    label = "broadcast"

    def ready(self) -> None:
        words.register(
            "broadcast.public_read",
            _("Your details were read to see whether a message to many is meant for you."),
        )
        words.register(
            "broadcast.names_read", _("Your name was read because a message did not reach you.")
        )
        words.register("broadcast.begun", _("A message to many was begun."))
        words.register("broadcast.approval_asked", _("A message to many waits for a yes."))
        words.register("broadcast.approved", _("A second person agreed to a message to many."))
        words.register("broadcast.sent_back", _("A message to many is to be changed."))
        words.register("broadcast.sent", _("A message to many began to leave."))
        words.register("broadcast.stopped", _("A message to many was stopped."))
        words.register("broadcast.taken_back", _("A message to many was taken back."))
        words.register(
            "broadcast.letters_chosen", _("A message to many goes on as a letter to some.")
        )
        navigation.register(
            _("Messages to many"), "broadcast:broadcasts", roles=WRITING, order=50, group="messages"
        )
