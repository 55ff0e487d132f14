"""Each step of a report is told to whoever told us of it, once, each by her own way."""

from datetime import date
from functools import partial

from django.db.models import F
from django.utils import timezone

from tandem.cases import actions as cases
from tandem.cases import rules as case_rules
from tandem.cases.choices import Reason
from tandem.cases.choices import State as CaseState
from tandem.cases.models import Case
from tandem.outbox.actions import no_longer_to_say, send
from tandem.outbox.text import Compose
from tandem.streets import messages, rules
from tandem.streets.choices import Closed, State
from tandem.streets.messages import News
from tandem.streets.models import Handover, Report, Voice
from tandem.territory import signposts

DAY_WAS_TOLD = frozenset({State.PLANNED, State.UNDER_WAY})
REPAIRED = "repaired"
"""The signpost from the reference of her case to her voice, for an answer in one word."""


def news_of(report: Report, before: State, words: str = "", told_day: date | None = None) -> News:
    """What there is to tell of a report that was in the state `before`; on `told_day`, as it was
    told, it would have been repaired.
    """
    state = State(report.state)
    is_off = told_day is not None and before in DAY_WAS_TOLD and told_day != report.planned_for
    return News(
        state=state,
        planned_for=report.planned_for if state == State.PLANNED else None,
        changed=is_off and state in {State.PLANNED, State.LOOKED_AT},
        put_off=is_off and told_day is not None and told_day <= timezone.localdate(),
        to=_to(report) if state == State.HANDED_OVER else "",
        because=Closed(report.closed_because) if report.closed_because else None,
        again=state == State.NEW and before in rules.ENDED,
        look_first=report.insisted,
        words=words.strip(),
    )


def _to(report: Report) -> str:
    last = Handover.objects.filter(report=report).order_by("-pk").first()
    return last.public_name if last else str(report.get_ground_display())


def tell(report: Report, news: News) -> None:
    """All who speak of it, also those whose report was joined to it."""
    for voice in Voice.objects.speaking().of(report).select_related("case", "person"):
        _tell(voice, report, news)


def _tell(voice: Voice, report: Report, news: News) -> None:
    if news.state == State.REPAIRED:
        _ask(voice, report, news)
    elif news.state == State.CLOSED:
        _close(voice, report, news)
    elif news.state == State.NEW:
        _open_again(voice, report, news)
    elif voice.told != news.name:
        _send_step(voice, report, news)
    _note(voice, news)


def _send_step(voice: Voice, report: Report, news: News) -> None:
    # A step that has not left yet is overtaken by this one: nobody is told of both.
    _take_back(voice)
    reference = voice.case.shown_reference
    send(voice.person, lambda: messages.step(report, reference, news), about=voice.case)


def _take_back(voice: Voice, *kinds: str, knows: bool = False) -> None:
    wanted = frozenset(kinds) or messages.STEPS
    no_longer_to_say(voice.case, wanted, voice.case.shown_reference, knows=knows)


def _ask(voice: Voice, report: Report, news: News) -> None:
    """Answered, with the question whether it is so; asked anew each time that it is said."""
    _take_back(voice)
    compose = partial(messages.is_it_repaired, report, voice.case.shown_reference, news)
    if voice.asked_at is None:
        signposts.put(REPAIRED, voice.case.reference, voice, voice.pk)
    Voice.objects.filter(pk=voice.pk).update(
        asked_at=timezone.now(),
        times_asked=F("times_asked") + 1,
        verdict="",
        verdict_noted=False,
    )
    _answer(voice, Reason.DONE, news.words, compose)


def _close(voice: Voice, report: Report, news: News) -> None:
    _take_back(voice)
    compose = partial(messages.closed, report, voice.case.shown_reference, news)
    reason = rules.CASE_REASON[news.because] if news.because else Reason.NO_MEANS
    _answer(voice, reason, news.words, compose)


def _answer(voice: Voice, reason: Reason, words: str, compose: Compose) -> None:
    """Her case is answered where an answer is owed; else she is told all the same."""
    if CaseState(voice.case.state) in case_rules.OWED:
        cases.answer(voice.case, reason, words, said=compose)
    else:
        send(voice.person, compose, about=voice.case)


def _open_again(voice: Voice, report: Report, news: News) -> None:
    """An answer is owed to all again; who said herself that it is not so knows it."""
    _take_back(voice, messages.REPAIRED)
    state = CaseState(voice.case.state)
    if state in case_rules.OWED and news.again:
        return
    if state == CaseState.ANSWERED and _is_free(voice):
        # Without words: those of such a step are hers.
        cases.reopen(voice.case)
    _send_step(voice, report, news)


def _is_free(voice: Voice) -> bool:
    """Whether nobody is at her case just now: whoever is, such as she herself saying no at the same
    moment, waits for this report, and two who wait for one another would both fail.
    """
    rows = Case.objects.select_for_update(of=("self",), skip_locked=True)
    return rows.filter(pk=voice.case_id).values_list("pk", flat=True).first() is not None


def _note(voice: Voice, news: News) -> None:
    Voice.objects.filter(pk=voice.pk).update(told=news.name)


def answered(voice: Voice) -> None:
    """She has told us whether it is repaired: she is not asked any more."""
    _take_back(voice, messages.REPAIRED, knows=True)


def recategorised(report: Report, was: str) -> None:
    """What it is about was corrected, and with it perhaps the day: all who speak of it are told."""
    for voice in Voice.objects.speaking().of(report).select_related("case", "person"):
        _take_back(voice, messages.CORRECTED)
        compose = partial(messages.corrected, report, voice.case.shown_reference, was)
        send(voice.person, compose, about=voice.case)


def noted(voice: Voice, report: Report) -> None:
    """What a colleague wrote down as her word is told to her: she can say that it is not so."""
    reference = voice.case.shown_reference
    send(voice.person, lambda: messages.noted(report, reference), about=voice.case)
