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
        words.register(
            "register.change_proposed", _("A change of a program’s weights was proposed.")
        )
        words.register("register.change_decided", _("A change of a program’s weights was decided."))
        words.register("register.change_put_back", _("A change of a program’s weights was undone."))
