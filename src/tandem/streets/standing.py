"""Where a report stands, told to whoever has the reference of her case; it names neither the thing nor
the place.
"""

from tandem.cases import rules as case_rules
from tandem.cases.choices import State as CaseState
from tandem.cases.models import Case
from tandem.cases.queries import is_late, state_in_words
from tandem.streets import spoken, verdicts
from tandem.streets.case_panels import where_it_stands
from tandem.streets.choices import State
from tandem.streets.models import Move, Report, Voice

WITHOUT_A_DAY = frozenset({State.NEW, State.LOOKED_AT, State.HANDED_OVER})
"""No day is told with these: the one by which an answer is owed is."""


def told(case: Case, with_word: bool) -> str | None:
    voice = Voice.objects.filter(case=case.pk).first()
    if voice is None or case.state == CaseState.WITHDRAWN:
        return None
    report = Report.objects.select_related("territory").get(pk=verdicts.root_of(voice))
    said = [where_it_stands(report)]
    if with_word:
        said.append(_written(report))
    if is_late(case) or _tells_a_day(CaseState(case.state), State(report.state)):
        # Lateness first, as everywhere.
        said.insert(0 if is_late(case) else len(said), state_in_words(case))
    return " ".join(filter(None, said))


def _tells_a_day(case: CaseState, report: State) -> bool:
    contested = case == CaseState.CONTESTED
    return contested or (case in case_rules.OWED and report in WITHOUT_A_DAY)


def _written(report: Report) -> str:
    """What the service wrote with the step that counts now: to the public, and so to her."""
    steps = Move.objects.filter(report=report).order_by("-pk")
    last = spoken.publicly(steps).first()
    return spoken.said(last).strip() if last is not None and last.state == report.state else ""
