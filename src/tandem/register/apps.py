from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words


class RegisterConfig(AppConfig):
    name = "tandem.register"
    label = "register"

    def ready(self) -> None:
        words.register(
            "register.question_taken", _("The question of a program, without names, was taken.")
        )
