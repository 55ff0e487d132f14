"""Texts of which the category is known, told by what was learned from the others."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from bench.triage.peers import INSTALLED, Peer
from engines.triage import BUILT_IN, CategoryQuestion, category, known
from engines.triage.built_in import EVERYDAY
from engines.triage.learned import CORPUS, MODEL, Labelled, Model
from engines.triage.tests.test_places import finds, pairs
from engines.triage.tests.towns import reports
from engines.triage.training import train

FOLDS = 5
UNSEEN = Path(__file__).with_name("unseen.txt")
"""Dangers, and harmless texts that sound like them, written after the engine and never taught."""
LANGUAGES = {"fr": "French", "nl": "Dutch", "de": "German", "en": "English"}
TIMED = 300

AS_RIGHT = {"goal right, times the peer": 1.0, "goal three best %": 90.0}
NEARLY = {**AS_RIGHT, "goal right, times the peer": 0.95}
"""Of one language: with under 300 texts, a difference of one in twenty may be chance."""
ALL_FOUND = {"goal found %": 100.0}
FOUND = {"goal found %": 90.0, "goal alarms %": 15.0}

Line = dict[str, Any]


def lines() -> Iterator[Line]:
    """By language, of all, of dangers; then what one answer costs."""
    count: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        _fold(count, *_split(fold))
    for language, name in LANGUAGES.items():
        yield {"condition": f"category, {name}", **_right(count, language), **NEARLY}
    yield {"condition": "category, all", **_right(count, "all"), **AS_RIGHT}
    yield {"condition": "dangers, not taught", **_found(count, "danger", "harmless"), **FOUND}
    unseen = _unseen()
    for code in ("danger_gas", "danger_wire", "danger_hole"):
        goal = ALL_FOUND if code == "danger_gas" else {"goal found %": 80.0}
        name = f"{code.removeprefix('danger_')}, written after"
        yield {"condition": name, **_found(unseen, code, "nobody"), **goal}
    yield {
        "condition": "all dangers, written after",
        **_found(unseen, "danger", "harmless"),
        **FOUND,
    }
    yield {
        "condition": "one place, two names",
        **_places(),
        "goal found %": 95.0,
        "goal alarms %": 5.0,
    }
    yield {"condition": "one text", **_cost(), "goal CPU, times the peer": 5.0}
    yield {"condition": "known, 300 candidates", "ms": _nearby(), "goal ms": 20.0}


def _split(fold: int) -> tuple[list[Labelled], list[Labelled]]:
    """Every fifth text of each category and language, and the rest."""
    met: Counter[tuple[str, str]] = Counter()
    held: list[Labelled] = []
    taught: list[Labelled] = []
    for one in CORPUS:
        met[one.category, one.language] += 1
        (held if met[one.category, one.language] % FOLDS == fold else taught).append(one)
    return held, taught


def _fold(
    count: Counter[tuple[str, str]], held: Sequence[Labelled], taught: Sequence[Labelled]
) -> None:
    model = train((*taught, *EVERYDAY))
    peer = Peer(taught) if INSTALLED else None
    for one in held:
        _tell(count, one, model)
        if peer:
            ranked = peer.ranked(one.text)
            for where in (one.language, "all"):
                count[where, "peer right"] += ranked[0] == one.category
            if one.category.startswith("danger"):
                count["danger", "peer"] += ranked[0] == one.category
            else:
                count["harmless", "peer"] += ranked[0].startswith("danger")


def _tell(count: Counter[tuple[str, str]], one: Labelled, model: Model) -> None:
    answer = category(CategoryQuestion(one.text, BUILT_IN), model)
    ranked = [told.category for told in answer.ranked]
    for where in (one.language, "all"):
        count[where, "texts"] += 1
        count[where, "right"] += ranked[0] == one.category
        count[where, "three"] += one.category in ranked[:3]
        count[where, "sure"] += answer.state == "sure"
        count[where, "sure right"] += answer.state == "sure" and ranked[0] == one.category
    kinds = ("danger", one.category) if one.category.startswith("danger") else ("harmless",)
    for kind in kinds:
        count[kind, "texts"] += 1
        told_of = one.category in answer.dangers if kind != "harmless" else bool(answer.dangers)
        count[kind, "told"] += told_of


def _unseen() -> Counter[tuple[str, str]]:
    count: Counter[tuple[str, str]] = Counter()
    peer = Peer(CORPUS) if INSTALLED else None
    for line in UNSEEN.read_text(encoding="utf-8").splitlines():
        code, language, text = line.split(" ", 2)
        _tell(count, Labelled(code, language, text), MODEL)
        if peer:
            first = peer.ranked(text)[0]
            for kind in (code, "danger") if code != "harmless" else (code,):
                wanted = first == code if kind != "harmless" else first.startswith("danger")
                count[kind, "peer"] += wanted
    return count


def _right(count: Counter[tuple[str, str]], where: str) -> Line:
    texts, right = count[where, "texts"], count[where, "right"]
    peer = count[where, "peer right"] if INSTALLED else None
    return {
        "texts": texts,
        "right %": _share(right, texts),
        "right, times the peer": round(right / peer, 3) if peer else None,
        "three best %": _share(count[where, "three"], texts),
        "sure %": _share(count[where, "sure"], texts),
        "right when sure %": _share(count[where, "sure right"], count[where, "sure"]),
    }


def _found(count: Counter[tuple[str, str]], kind: str, harmless: str) -> Line:
    texts, found = count[kind, "texts"], count[kind, "told"]
    peer = count[kind, "peer"] if INSTALLED else None
    alarms = count[harmless, "texts"]
    return {
        "texts": texts,
        "found %": _share(found, texts),
        "found, times the peer": round(found / peer, 3) if peer else None,
        "alarms %": _share(count[harmless, "told"], alarms),
        "peer alarms %": _share(count[harmless, "peer"], alarms) if INSTALLED else None,
    }


def _places() -> Line:
    """Labelled pairs of streets and landmarks: found by the other name, and taken for another."""
    count: Counter[str] = Counter()
    for answer, *asked in pairs():
        count[answer] += 1
        count[f"{answer} found"] += finds(*asked)
    return {
        "pairs": count["same"] + count["other"],
        "found %": _share(count["same found"], count["same"]),
        "alarms %": _share(count["other found"], count["other"]),
    }


def _share(some: int, of: int) -> float | None:
    return round(100 * some / of, 1) if of else None


def _cost() -> Line:
    texts = [one.text for one in CORPUS[:: len(CORPUS) // TIMED]]
    ours = [
        _seconds(lambda text=text: category(CategoryQuestion(text, BUILT_IN))) for text in texts
    ]
    told: Line = {"texts": len(texts), "ms": round(1000 * median(ours), 2)}
    if INSTALLED:
        peer = Peer(CORPUS)
        theirs = [_seconds(lambda text=text: peer.ranked(text)) for text in texts]
        told["CPU, times the peer"] = round(median(ours) / median(theirs), 2)
    return told


def _nearby() -> float:
    question = reports(300)
    return round(1000 * median(_seconds(lambda: known(question)) for _ in range(20)), 2)


def _seconds(deed: Any) -> float:
    began = process_time()
    deed()
    return process_time() - began
