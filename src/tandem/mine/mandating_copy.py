"""Her copy on paper: large, in easy words, in the language she reads; made at once, kept nowhere."""

import json
from datetime import date
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.mandates import queries, words
from tandem.mandates.choices import Guardian, Proof
from tandem.mandates.models import Mandate
from tandem.mine import mandating_wording
from tandem.mine.mandating_messages import how_to_stop
from tandem.outbox.paper.press import printable
from tandem.people.identity import Identity
from tandem.toolbox import typesetting
from tandem.toolbox.telephone import readable
from tandem.ui.formats import day

TEMPLATE = Path(__file__).with_name("mandate_copy.typ")


def pdf(mandate: Mandate, who: Identity, today: date) -> bytes:
    """In the language in force; tagged, so that it can be read aloud."""
    inputs = {"copy": json.dumps(printable(_told(mandate, who, today)), ensure_ascii=False)}
    try:
        return typesetting.pdf(TEMPLATE, inputs, system_fonts=True)
    except typesetting.Refused:
        # A sign no font here knows: the copy must be printed all the same.
        return typesetting.pdf(TEMPLATE, inputs, system_fonts=True, accessible=False)


def _told(mandate: Mandate, who: Identity, today: date) -> dict[str, object]:
    said = words.opened(mandate)
    helpers = queries.helpers_as_told(mandate)
    organisation = mandate.organisation
    return {
        "language": (get_language() or "fr")[:2],
        "title": _("Who may act for you"),
        "for": who.full_name,
        "day": day(today),
        "reference-label": _("Your reference"),
        "reference": mandate.shown_reference,
        "parts": [
            {
                "title": _("Who may act?"),
                "words": [str(organisation), _("Only these helpers:"), *helpers],
            },
            {
                "title": _("What may they do?"),
                "list": [str(act.label) for act in queries.acts_left(mandate)],
                "words": [_("Nothing else.")],
            },
            {"title": _("What is it for?"), "words": [said.purpose]},
            {"title": _("Until when?"), "words": [mandating_wording.where_it_stands(mandate)]},
            *_with_whom(mandate, said.representative),
            {
                "title": _("What do we never do?"),
                "words": [
                    _("We never ask for a password, a secret code or a bank card."),
                    _("We never keep one. If somebody asks you for it, say no."),
                ],
            },
            {"title": _("How do you stop it?"), "words": [how_to_stop(mandate), _reached(mandate)]},
            {
                "title": _("How did you give it?"),
                "words": [
                    str(Proof(mandate.proof).label),
                    *(_("Witness: %(name)s") % {"name": name} for name in said.witnesses),
                    str(mandate.level.label),
                ],
            },
        ],
        "sign": _("Your name or your mark"),
        "sign-helper": _("For the organisation"),
    }


def _with_whom(mandate: Mandate, representative: str) -> list[dict[str, object]]:
    if mandate.guardian == Guardian.NONE:
        return []
    agreed = _("This person has agreed.") if mandate.representative_agreed else ""
    told = [representative, str(mandating_wording.guarded(mandate)), agreed]
    return [{"title": _("Who decides with you?"), "words": [one for one in told if one]}]


def _reached(mandate: Mandate) -> str:
    number = mandate.organisation.telephone
    return _("Telephone: %(number)s.") % {"number": readable(number)} if number else ""
