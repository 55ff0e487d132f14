"""What a person wished about her data, and what became of it."""

from django.utils.translation import gettext_lazy as _

from tandem.mine import actions
from tandem.mine.models import Wish
from tandem.people.gathering import Piece, register

register(
    Piece(
        model=Wish,
        title=_("What you wished about your data"),
        of=lambda records: Wish.objects.filter(person__in=records).order_by("pk"),
        tells={
            "wanted": _("What"),
            "state": _("State"),
            "decided_at": _("Decided on"),
        },
        opens={
            "sealed": (_("In your words"), actions.her_words),
            "sealed_outcome": (_("What was done"), actions.told),
        },
        inner=frozenset({"decided_by"}),
    )
)
