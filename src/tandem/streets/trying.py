"""Words tried on a commune's list: which categories would stand first, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engines import triage
from engines.triage.answer import Fact
from tandem.streets.kinds import kinds_of
from tandem.streets.suggesting import moved_up, told_of
from tandem.territory.models import Area
from tandem.toolbox.texts import Text

STATES: Mapping[str, Text] = {
    "danger": gettext_lazy("A danger may be meant: it stands first, whatever else fits better."),
    "sure": gettext_lazy("The first one fits clearly best."),
    "unsure": gettext_lazy("The first two fit nearly as well."),
    "unknown": gettext_lazy("These words say nothing of what is broken: the order stays as it is."),
}


@dataclass(frozen=True, slots=True)
class First:
    """A category that would stand before the others, and what speaks for it."""

    label: Text
    danger: bool
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Tried:
    says: Text
    first: list[First]
    changes: list[str]
    """What would have put another one first."""


def tried(commune: Area, words: str) -> Tried | None:
    """None where nothing was said."""
    kinds = kinds_of(commune)
    answer = told_of(kinds, words)
    if answer is None:
        return None
    by_code = {kind.code: kind for kind in kinds}
    why = {one.category: _why(one) for one in answer.ranked}
    first = [
        First(by_code[code].label, by_code[code].danger, why[code]) for code in moved_up(answer)
    ]
    changes = [
        _("Without “%(word)s”, this would stand first: %(category)s")
        % {
            "word": one.facts["word"],
            "category": by_code[str(one.facts["category"])].label,
        }
        for one in answer.changes
        if one.code == "would_be_other_without"
    ]
    return Tried(STATES[answer.state], first, changes if first else [])


def _why(ranked: triage.Ranked) -> list[str]:
    """A word of the commune's list that examples have too is named once."""
    own = {one.facts["said"] for one in ranked.reasons if one.code == "own_word"}
    return [
        worded(one)
        for one in ranked.reasons
        if one.code != "learned_word" or one.facts["said"] not in own
    ]


def worded(reason: triage.Reason) -> str:
    """Why a category stands where it stands."""
    facts = reason.facts
    match reason.code:
        case "own_word" if str(facts["said"]).casefold() == str(facts["word"]).casefold():
            return _("“%(said)s” is one of its everyday words.") % facts
        case "own_word":
            return _("“%(said)s” is like its everyday word “%(word)s”.") % facts
        case "learned_word":
            return _("“%(said)s” stands often in examples of it.") % facts
        case "danger_signs":
            return _("“%(words)s” may tell of this danger.") % {"words": _together(facts)}
        case "danger_word":
            return _("“%(words)s” is an everyday word of this danger.") % {
                "words": _together(facts)
            }
        case "danger_near":
            return _("What was said comes near to this danger.")
        case "no_word_speaks_for_it":
            return _("No word speaks for it.")
    raise ValueError(f"The reason {reason.code} has no words.")


def _together(facts: Mapping[str, Fact]) -> str:
    said = facts["words"]
    return " … ".join(said) if isinstance(said, tuple) else str(said)
