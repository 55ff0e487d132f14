from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tandem.journal import words


class TerritoryConfig(AppConfig):
    name = "tandem.territory"
    label = "territory"

    def ready(self) -> None:
        words.register("territory.member_invited", _("A colleague was invited."))
        words.register("territory.member_asked", _("Somebody was asked to be a colleague."))
        words.register("territory.member_agreed", _("A second colleague agreed to a new one."))
        words.register("territory.member_taken_back", _("An invitation was taken back."))
        words.register("territory.platform_opened", _("The platform was opened."))
        words.register("territory.agreement_proposed", _("Open borders were proposed."))
        words.register("territory.agreement_signed", _("Open borders were agreed."))
        words.register("territory.agreement_ended", _("Open borders were ended."))
        words.register("territory.association_asked", _("An association asked to come in."))
        words.register("territory.association_vouched", _("Somebody vouched for an association."))
        words.register("territory.association_let_in", _("An association was let in."))
        words.register("territory.association_settled", _("An association is no longer new."))
        words.register("territory.association_ended", _("An association was sent away."))
        words.register("territory.controller_stated", _("Who answers for data was written down."))
        words.register(
            "territory.inhabitants_stated", _("How many people live where was written down.")
        )
        words.register("territory.reach_changed", _("How to reach a service was changed."))
        words.register("territory.proof_asked", _("A day for second proofs was chosen."))
        words.register("territory.recovery_asked", _("Letting a colleague in again was asked."))
        words.register("territory.recovery_agreed", _("A second colleague agreed to let her in."))
        words.register("territory.recovery_stopped", _("Letting a colleague in again was stopped."))
        words.register("territory.recovery_used", _("A colleague was let in again."))
        words.register("territory.member_left", _("A colleague left the service."))
