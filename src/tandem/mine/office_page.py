"""The page on which a colleague works off the wishes of one request."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tandem.cases.access import opened
from tandem.cases.models import Case
from tandem.cases.queries import is_late, state_for_colleagues
from tandem.cases.rules import OWED
from tandem.mine import actions, objections, rules, who_looked
from tandem.mine.choices import ShownBy, Wanted, WishState
from tandem.mine.models import Recognition, Wish
from tandem.mine.office_forms import CorrectForm, RecogniseForm, WordsForm
from tandem.people import recipients
from tandem.people.choices import LikenessState
from tandem.people.limiting import is_limited
from tandem.people.models import Likeness
from tandem.people.sameness import joined_records
from tandem.ui.formats import day_time


@dataclass(frozen=True, slots=True)
class Shown:
    """One wish as the colleague sees it."""

    wish: Wish
    title: str
    words: str
    outcome: str
    is_open: bool
    needed: list[str]
    """What stands against erasing her, sentence by sentence."""
    looks: list[tuple[str, list[tuple[str, str]]]]
    """Which looks she objects to: who it was, when, and what for."""
    correct: CorrectForm | None
    form: WordsForm


def values(case: Case, *, error: str = "") -> dict[str, Any]:
    """The look is noted before anything is opened."""
    told = opened(case)
    wishes = list(Wish.objects.of_case(case.pk))
    recognition = Recognition.objects.filter(case=case).first()
    owed = case.state in OWED
    shown = [_shown(wish, told.who, owed=owed) for wish in wishes]
    return {
        "case": case,
        "who": told.who,
        "state": state_for_colleagues(case),
        "late": is_late(case),
        "recognition": recognition,
        "how": ShownBy(recognition.how).label if recognition else "",
        "recognise": RecogniseForm(came=objections.came_of(case)),
        "records": len(joined_records(case.person)) if case.person else 0,
        "alike": _alike(case),
        "wishes": shown,
        "wanted": Wanted,
        "owed": owed,
        "may_answer": owed and not any(one.is_open for one in shown),
        "may_print": bool(rules.given(wishes) & rules.ON_PAPER),
        "may_read": Wanted.LOOKS in rules.given(wishes),
        "limited": case.person is not None and is_limited(case.person),
        "recipients": recipients.of(case.person) if case.person else [],
        "more_time": WordsForm(prefix="time"),
        "lift": WordsForm(prefix="lift"),
        "error": error,
    }


def _shown(wish: Wish, who: Any, *, owed: bool) -> Shown:
    is_open = owed and wish.state == WishState.OPEN
    wanted = Wanted(wish.wanted)
    erasing = is_open and wanted == Wanted.ERASE
    return Shown(
        wish=wish,
        title=str(wanted.label),
        words=actions.her_words(wish),
        outcome="" if wish.state == WishState.OPEN else _outcome(wish),
        is_open=is_open,
        needed=[str(why) for why in rules.stands_against(wish)] if erasing else [],
        looks=_looks(wish) if wanted == Wanted.OBJECT else [],
        correct=CorrectForm(who, prefix=str(wish.pk)) if wanted == Wanted.CORRECT else None,
        form=WordsForm(prefix=str(wish.pk)),
    )


def _looks(wish: Wish) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(who_looked.heading(one), who_looked.facts(one)) for one in objections.meant(wish)]


def _outcome(wish: Wish) -> str:
    when = day_time(wish.decided_at) if wish.decided_at else ""
    said = f"{WishState(wish.state).label} {actions.told(wish)}".strip()
    return _("%(said)s (%(when)s)") % {"said": said, "when": when}


def _alike(case: Case) -> list[Likeness]:
    """Records that are perhaps hers too: who decides, decides on their own page."""
    rows = Likeness.objects.filter(state=LikenessState.OPEN, other=case.person_id)
    return list(rows.order_by("pk"))
