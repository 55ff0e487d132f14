from django.utils.translation import gettext_lazy as _

from tandem.mandates.models import (
    Acting,
    Consent,
    Goal,
    Mandate,
    MandateAct,
    MandateHelper,
    Understanding,
)
from tandem.people.keeping import Ground, Rule, register
from tandem.people.retention import KEPT

register(
    Rule(
        name="mandates.mandates",
        what=_("Who may act for somebody, and what was done by her, together or for her"),
        of=(Mandate, MandateAct, MandateHelper, Acting, Goal),
        ground=Ground.PROOF,
        term=KEPT,
        since=_("after the last step of her requests; the words go with her"),
        stays=_(
            "That there was a mandate, for which acts, from when until when: without her words."
        ),
    )
)
register(
    Rule(
        name="mandates.consents",
        what=_("What somebody agreed to, and how it was made sure that it was understood"),
        of=(Consent, Understanding),
        ground=Ground.CONSENT,
        since=_(
            "until its end date or until it is taken back; the proof as long as the person is known"
        ),
        stays=_(
            "That there was an agreement, its version and its dates: proof of what was allowed."
        ),
    )
)
