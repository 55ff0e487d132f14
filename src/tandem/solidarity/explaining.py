"""Why, in the same words everywhere: on the page, in the letter, in what an operator reads out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from engines import pairing
from engines.pairing.exchange import answer_from_json, question_from_json
from tandem.services.questions import half_day_name
from tandem.solidarity import presented, wording
from tandem.solidarity.choices import ProposalState
from tandem.solidarity.models import Need, Offer, Proposal
from tandem.solidarity.naming import name_of
from tandem.ui.formats import number

NOT_TOLD = frozenset({"none_left_after_refusals", "none_but_herself"})
"""That somebody refused is told to coordinators alone."""
HERS_TO_CHANGE = ("would_be_served_if_slot_added", "would_be_served_if_language_added")
MOST_NEEDS = 400
"""More are not solved again while somebody waits for a page."""


def for_the_person(need: Need) -> list[str]:
    """Why nobody is proposed to her yet, with numbers, and what she could change; names nobody."""
    row = need.proposals.filter(state=ProposalState.OPEN, offer_key__isnull=True).first()
    if row is None or not row.reasons or row.reasons[0]["code"] in NOT_TOLD:
        return []
    binding, *others = row.reasons
    changes = [one for one in others if one["code"] in HERS_TO_CHANGE]
    return [
        wording.sentence(binding, {}),
        *filter(None, [numbers(binding["facts"])]),
        *(wording.sentence(one, {}) for one in changes),
    ]


def in_her_language(need: Need) -> str:
    """The same as one text, to begin a letter with."""
    with override(need.case.language):
        return "\n".join(for_the_person(need))


def numbers(facts: wording.Facts) -> str:
    """How many people stand behind a reason; empty where none do."""
    if facts.get("offers"):
        said = ngettext(
            "This is so for %(many)s volunteer.",
            "This is so for %(many)s volunteers.",
            facts["offers"],
        )
        return said % {"many": number(facts["offers"])}
    if facts.get("people"):
        said = ngettext(
            "%(people)s other person needs the %(many)s who could come.",
            "%(people)s other people need the %(many)s who could come.",
            facts["people"],
        )
        told = {"people": facts["people"], "many": facts["candidates"]}
        return said % {name: number(many) for name, many in told.items()}
    return ""


@dataclass(frozen=True, slots=True)
class Loses:
    """Somebody who would have nobody then."""

    title: str
    need: Need | None
    """None across a border."""


@dataclass(frozen=True, slots=True)
class Instead:
    """What it would cost to send this volunteer, worked out by solving again."""

    who: str
    why_not: list[str]
    """Where the two may not be brought together at all."""
    sentences: list[str]
    loses: list[Loses]
    too_many: bool = False
    too_new: bool = False


def why_not(need: Need, offer: Offer) -> Instead:
    """Of the run on which the open proposal stands; the answer is exact."""
    who = name_of(need, offer)
    row = need.proposals.filter(state=ProposalState.OPEN).select_related("run").first()
    if row is None:
        return Instead(who, [], [], [], too_new=True)
    if len(row.run.question["needs"]) > MOST_NEEDS:
        return Instead(who, [], [], [], too_many=True)
    question, answer = question_from_json(row.run.question), answer_from_json(row.run.answer)
    try:
        told = pairing.instead(question, answer, str(need.key), str(offer.key))
        broken = pairing.may_pair(question, str(need.key), str(offer.key))
    except pairing.UnknownKey:
        return Instead(who, [], [], [], too_new=True)
    if told is None:
        limits = [str(wording.SENTENCES[code]) for code in broken]
        full = [_("Already does as much as offered for this week.")]
        return Instead(who, limits or full, [], [])
    return Instead(who, [], _sentences(told, who, row), _losing(told, need))


def _sentences(told: pairing.Instead, who: str, row: Proposal) -> list[str]:
    said = [
        _("%(who)s could come: %(half_day)s.") % {"who": who, "half_day": half_day_name(told.slot)}
    ]
    if row.offer_key is not None and told.offer == str(row.offer_key):
        return [*said, _("This is who was proposed.")]
    if told.fewer_vital > 0:
        one = ngettext(
            "%(many)s vital need would not be served.",
            "%(many)s vital needs would not be served.",
            told.fewer_vital,
        )
        said.append(one % {"many": number(told.fewer_vital)})
    if told.fewer and told.fewer[0] > 0:
        one = ngettext(
            "%(many)s person fewer would have a first help.",
            "%(many)s people fewer would have a first help.",
            told.fewer[0],
        )
        said.append(one % {"many": number(told.fewer[0])})
    if not told.loses:
        said.append(_("Nobody would lose a helper."))
    if told.moves:
        one = ngettext(
            "%(many)s other person would have another helper or another moment.",
            "%(many)s other people would have another helper or another moment.",
            len(told.moves),
        )
        said.append(one % {"many": number(len(told.moves))})
    if told.points > 0:
        one = ngettext(
            "All together it would cost %(points)s point more: a longer way, or less even work.",
            "All together it would cost %(points)s points more: longer ways, or less even work.",
            told.points,
        )
        said.append(one % {"points": number(told.points)})
    elif told.points == 0 and not told.loses:
        said.append(_("It would cost the same: the sooner half-day or the lot decided."))
    return said


def _losing(told: pairing.Instead, need: Need) -> list[Loses]:
    keys = {key.partition(".")[0] for key in told.loses}
    rows = {str(one.key): one for one in Need.objects.filter(key__in=keys)}
    kinds = presented.Kinds({one.territory_id for one in rows.values()})
    return [_lost(rows.get(key), need, kinds) for key in sorted(keys)]


def _lost(other: Need | None, need: Need, kinds: presented.Kinds) -> Loses:
    if other is None:
        return Loses(_("Somebody who no longer asks"), None)
    title = f"{kinds.name(other)}, {other.postal_code}, {presented.asked(other)}"
    return Loses(title, other if other.organisation_id == need.organisation_id else None)
