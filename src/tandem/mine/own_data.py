"""What a person wished about her data, and what became of it."""

from django.utils.translation import gettext_lazy as _

from tandem.mine import actions
from tandem.mine.models import Correction, EntryCode, NewWord, Recognition, Wish
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
register(
    Piece(
        model=Recognition,
        title=_("How we made sure that it is you"),
        of=lambda records: Recognition.objects.filter(person__in=records).order_by("pk"),
        tells={"at": _("When"), "how": _("How")},
        inner=frozenset({"by"}),
    )
)
register(
    Piece(
        model=Correction,
        title=_("What was put right"),
        of=lambda records: Correction.objects.filter(person__in=records).order_by("pk"),
        tells={"at": _("When")},
        opens={
            "sealed_before": (
                _("As it was"),
                lambda row: actions.before_and_after(row)[0],
            ),
            "sealed_after": (
                _("As it is"),
                lambda row: actions.before_and_after(row)[1],
            ),
        },
        inner=frozenset({"wish", "by"}),
    )
)
register(
    Piece(
        model=EntryCode,
        title=_("Codes on paper to sign in"),
        of=lambda records: EntryCode.objects.filter(person__in=records).order_by("pk"),
        tells={
            "kind": _("How it reached you"),
            "seen_by": _("How we made sure that it is you"),
            "asked_at": _("Made on"),
            "opens_at": _("Opens from"),
            "until": _("Until"),
            "used_at": _("Used on"),
        },
        inner=frozenset({"asked_by", "agreed_by", "needs_second"}),
    )
)
register(
    Piece(
        model=NewWord,
        title=_("New words for your requests"),
        of=lambda records: NewWord.objects.filter(person__in=records).order_by("pk"),
        tells={"made_at": _("Made on"), "seen_by": _("How we made sure that it is you")},
        inner=frozenset({"case", "made_by"}),
    )
)
