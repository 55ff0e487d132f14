"""Whoever told us of it says whether it is repaired; a no opens it again, by whatever door."""

from django.db import transaction
from django.db.models import F, Sum

from tandem.cases import actions as cases
from tandem.cases import rules as case_rules
from tandem.cases.choices import State as CaseState
from tandem.cases.choices import StepKind
from tandem.journal.write import record
from tandem.mandates.actions import acted_for
from tandem.services.declaration import CaseLike
from tandem.streets import priority, rules, telling, visits
from tandem.streets.actions import hold, move
from tandem.streets.choices import State, Verdict
from tandem.streets.errors import NotNow
from tandem.streets.models import Report, Voice


@transaction.atomic
def say(voice: Voice, verdict: Verdict, words: str = "") -> None:
    """Yes closes her case; no owes her, and all others, an answer again. She may change her mind."""
    report = hold(root_of(voice))
    voice = Voice.objects.select_related("case", "person").get(pk=voice.pk)
    state = State(report.state)
    if state not in rules.ENDED or (verdict == Verdict.YES and state != State.REPAIRED):
        raise NotNow("not_asked")
    to = CaseState.CLOSED if verdict == Verdict.YES else CaseState.REOPENED
    if not case_rules.may_move(CaseState(voice.case.state), to):
        # Her case went another way meanwhile; what she says of the repair counts all the same.
        if words.strip():
            kind = StepKind.CLOSED if verdict == Verdict.YES else StepKind.REOPENED
            cases.add_step(voice.case, kind, words=words)
        follow_case(case=voice.case, state=to)
    elif verdict == Verdict.YES:
        cases.move(voice.case, to, words=words)
    else:
        cases.reopen(voice.case, words)


@transaction.atomic
def note(voice: Voice, verdict: Verdict, words: str = "") -> None:
    """The same, at her word, by a colleague; the trace says by whom, and she is told of a yes.

    Not a yes by whoever repaired it: nobody says for her that the own work is done.
    """
    report = hold(root_of(voice))
    if verdict == Verdict.YES and visits.took_part(report):
        raise NotNow("repaired_it")
    hers = Voice.objects.filter(pk=voice.pk)
    had = hers.values_list("yeses", flat=True).get()
    say(voice, verdict, words)
    hers.exclude(verdict="").update(verdict_noted=True)
    # A yes is counted by whose word it is.
    hers.filter(yeses__gt=had).update(yeses=had, yeses_noted=F("yeses_noted") + 1)
    if verdict == Verdict.YES:
        telling.noted(voice, report)
    acted_for(voice.person, "say-whether-repaired", voice, f"streets.voice:{voice.pk}")


def root_of(voice: Voice) -> int:
    """The report that is repaired: the one to which hers was joined, or her own."""
    row = Report.objects.values_list("joined_to", "pk").get(pk=voice.report_id)
    return int(row[0] or row[1])


def follow_case(*, case: CaseLike, state: str) -> None:
    """What follows from the way of her case: what she says there counts here."""
    voice = Voice.objects.select_related("case", "person").filter(case=case.pk).first()
    if voice is None:
        return
    if state == CaseState.CLOSED:
        _said(voice, Verdict.YES)
    elif state in {CaseState.REOPENED, CaseState.CONTESTED}:
        _said(voice, Verdict.NO)
    if state in {CaseState.WITHDRAWN, CaseState.REOPENED}:
        priority.keep(hold(root_of(voice)))


def _said(voice: Voice, verdict: Verdict) -> None:
    """Her word on what has ended; of one that is open still there is none to be had."""
    report = hold(root_of(voice))
    if State(report.state) not in rules.ENDED:
        return
    if report.state == State.REPAIRED:
        _count_once(voice, verdict)
        Voice.objects.filter(pk=voice.pk).update(verdict=verdict, verdict_noted=False)
        facts = {"verdict": verdict}
        record("streets.verdict_given", voice, persons=[voice.person], facts=facts)
        telling.answered(voice)
    if verdict == Verdict.NO:
        _count_no(voice, report)
        move(report, State.NEW)


def _count_once(voice: Voice, verdict: Verdict) -> None:
    """What she said stays counted when she is asked anew; the same said twice is said once."""
    name = "yeses" if verdict == Verdict.YES else "noes"
    rows = Voice.objects.filter(pk=voice.pk).exclude(verdict=verdict)
    rows.update(**{name: F(name) + 1})


def _count_no(voice: Voice, report: Report) -> None:
    Voice.objects.filter(pk=voice.pk).update(refusals=F("refusals") + 1)
    hers = Voice.objects.of(report).filter(person=voice.person_id)
    said = hers.aggregate(many=Sum("refusals"))["many"]
    Report.objects.filter(pk=report.pk).update(insisted=said > rules.MOST_REFUSALS)


def is_looked_at_first(voice: Voice) -> bool:
    return Report.objects.filter(pk=root_of(voice), insisted=True).exists()
