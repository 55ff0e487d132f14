from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words


class MandatesConfig(AppConfig):
    name = "tandem.mandates"
    label = "mandates"

    def ready(self) -> None:
        words.register("mandates.acted_for", _("Somebody wrote this down for you, at your word."))
        words.register("mandates.given", _("You let somebody act for you."))
        words.register("mandates.confirmed", _("A colleague confirmed who may act for you."))
        words.register("mandates.checked", _("A first colleague checked who may act for you."))
        words.register("mandates.act_taken_back", _("One act may no longer be done for you."))
        words.register("mandates.ended", _("Nobody may act for you any more as you had said."))
        words.register("mandates.helpers_named", _("Other colleagues may act for you from now on."))
        words.register("mandates.acted_under", _("A helper did something with you or for you."))
        words.register("mandates.read", _("Whom you let act for you was read."))
        words.register("mandates.progress_seen", _("What you do by yourself was looked at."))
        words.register("mandates.consented", _("You were asked for your consent, and answered."))
        words.register("mandates.consent_ended", _("Your consent ended, and what it allowed."))
        words.register("mandates.goal_set", _("What you want to learn was written down."))
