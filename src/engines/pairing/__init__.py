"""Who helps whom, and when: needs and offers paired fairly, exactly, with reasons."""

from engines.pairing.answer import Answer, Pair, Reason, Totals, Unserved
from engines.pairing.counterfactual import Instead, instead
from engines.pairing.explain import Alternative, UnknownKey, alternatives, may_pair
from engines.pairing.nameless import nameless
from engines.pairing.outings import gathered
from engines.pairing.question import Need, Offer, Question, Rules
from engines.pairing.recruiting import Recruit, recruits
from engines.pairing.repair import Move, Repair, repair
from engines.pairing.solve import solve
from engines.reading import BadQuestion

__all__ = [
    "Alternative",
    "Answer",
    "BadQuestion",
    "Instead",
    "Move",
    "Need",
    "Offer",
    "Pair",
    "Question",
    "Reason",
    "Recruit",
    "Repair",
    "Rules",
    "Totals",
    "UnknownKey",
    "Unserved",
    "alternatives",
    "gathered",
    "instead",
    "may_pair",
    "nameless",
    "recruits",
    "repair",
    "solve",
]
