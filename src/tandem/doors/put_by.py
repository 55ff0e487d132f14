"""Closed for a while, and it can wait: the end that each door tells, in the same words."""

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.doors import presenting
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm
from tandem.ui.formats import day


def told(draft: OpenDraft, form: ServiceForm) -> list[str]:
    """Until when and why, how her form is kept and gone on with, and whom to call."""
    code, lasts = draft.code, draft.row.expires_at
    kept = _(
        "Nothing is lost: your form is kept until %(date)s. Your reference is %(reference)s, your "
        "word is “%(word)s”."
    ) % {"date": day(lasts), "reference": code.shown_reference, "word": code.word}
    onward = _(
        "With both you go on when it is open again: on the website, by telephone or at any desk."
    )
    if form.reopens_on is not None and form.reopens_on > timezone.localdate(lasts):
        # Longer than any form is kept: she would come for nothing.
        onward = _("It opens again only after that: begin a new form then, or call us.")
    return list(filter(None, [form.refused, f"{kept} {onward}", presenting.telephone()]))


def ways(form: ServiceForm) -> list[tuple[str, str]]:
    """The questions of which another answer would let her go on, and what she would say by it."""
    elsewhere = (
        _("I live or stay elsewhere, with another postal code")
        if form.place_is_home
        else _("It is elsewhere, with another postal code")
    )
    place = [(form.place_question, elsewhere)]
    if form.urgent_if is None:
        return place
    return [(form.urgent_if.question, _("It is urgent, I answer again")), *place]
