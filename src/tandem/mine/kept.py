from django.utils.translation import gettext_lazy as _

from tandem.mine.models import Correction, EntryCode, NewWord, Recognition, Wish
from tandem.people.keeping import Ground, Rule, register
from tandem.people.retention import KEPT

register(
    Rule(
        name="mine.wishes",
        what=_(
            "What somebody asked about her data, how we made sure who asks, and what was corrected"
        ),
        of=(Wish, Recognition, Correction),
        ground=Ground.PROOF,
        term=KEPT,
        since=_("after the last step of her requests; the words go with her"),
        stays=_("That it was asked and answered, and when: proof that the legal month was kept."),
    )
)
register(
    Rule(
        name="mine.codes",
        what=_("Codes on paper to sign in, and that a request got a new word"),
        of=(EntryCode, NewWord),
        ground=Ground.PROOF,
        since=_("as long as the person is known; erased with her"),
        stays=_("Nothing."),
    )
)
