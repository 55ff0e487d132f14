from datetime import date

import pytest
from django.utils.translation import override

from engines.pairing import Need, Offer, Question, solve
from engines.pairing.codes import (
    REPAIR,
    RULED_OUT,
    WHAT_WOULD_CHANGE_IT,
    WHY,
    WHY_NOT,
    WHY_UNSERVED,
)
from engines.pairing.exchange import reason_to_json
from engines.pairing.explain import alternatives
from engines.pairing.rules import LIMITS
from engines.pairing.tests.towns import town
from tandem.solidarity import wording

EVERY = (*WHY, *WHY_NOT, *WHY_UNSERVED, *WHAT_WOULD_CHANGE_IT, REPAIR, *LIMITS)
NAMED = ("who", "level", "distance", "radius", "languages", "half_day", "safeguards", "extra")
FACTS = dict.fromkeys(NAMED, "Somebody") | dict.fromkeys(
    ("candidates", "tasks", "capacity", "moves", "free"), 2
)


@pytest.mark.parametrize("code", EVERY)
def test_every_code_has_a_sentence(code):
    said = str(wording.SENTENCES[code] % FACTS)

    assert said.endswith(".")
    assert said[0].isupper()


def test_no_sentence_speaks_of_a_code_that_is_gone():
    assert set(wording.SENTENCES) == set(EVERY)


def test_everything_an_answer_says_can_be_said():
    question = town(needs=60, offers=40, side_m=3000)
    answer = solve(question)
    told = [reason for pair in answer.pairs for reason in pair.reasons]
    told += [reason for one in answer.unserved for reason in one.reasons]
    told += [
        other.reason
        for need in question.needs[:20]
        for other in alternatives(question, answer, need.key)
    ]

    said = [wording.sentence(reason_to_json(reason), {}) for reason in told]

    assert said
    assert not any("%(" in one for one in said)


def test_the_list_of_reasons_does_not_seem_to_contradict_itself():
    reasons = [{"code": "skill_offered", "facts": {}}, {"code": "task_not_liked", "facts": {}}]

    alone, both = wording.why_this_one(reasons[:1], {}), wording.why_this_one(reasons, {})

    assert alone == [str(wording.SENTENCES["skill_offered"])]
    assert both == [str(wording.SENTENCES["task_not_liked"])]


def test_a_volunteer_is_called_by_the_name_of_this_page():
    reason = {"code": "farther", "facts": {"offer": "k1", "distance_m": 900, "points": 3}}

    assert wording.sentence(reason, {"k1": "Amina"}) == "Amina lives farther away."
    assert wording.sentence(reason, {}) == "A volunteer lives farther away."


def test_who_cannot_come_is_counted_where_they_fall():
    near = Offer("v1", (0, 0), 500, {"meal"}, languages={"fr"}, slots={3})
    far = Offer("v2", (0, 90_000), 500, {"errands"}, languages={"fr"}, slots={3})
    need = Need("n1", "ana", (0, 0), "errands", languages={"fr"}, slots={3})
    reasons = solve(Question(date(2026, 11, 23), (near, far), (need,))).unserved[0].reasons

    said = wording.who_cannot_come([reason_to_json(one) for one in reasons])

    assert said.startswith("2 other volunteers cannot come: 1 × ")
    assert RULED_OUT in {one.code for one in reasons}


@pytest.mark.parametrize(
    ("metres", "said"),
    [(0, "in the same commune"), (40, "about 100 m away"), (1234, "about 1.2 km away")],
)
def test_distances_are_as_one_says_them(metres, said):
    assert wording.distance(metres) == said


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield
