"""What is read to its person, and done at her word, by the colleague with whom she speaks."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import override

from tandem.cases import queries
from tandem.cases.choices import State
from tandem.cases.models import Case
from tandem.journal.asker import current
from tandem.journal.choices import Kind, Purpose
from tandem.journal.models import Entry
from tandem.mandates.actions import acted_for
from tandem.people.queries import is_found_by
from tandem.people.reveal import look

READING = frozenset({"GET", "HEAD"})
SAID = {
    State.REOPENED: "reopen-request",
    State.CONTESTED: "contest-answer",
    State.CLOSED: "close-request",
    State.WITHDRAWN: "withdraw-request",
}
"""What a helper did, by the state to which it led."""
ELSE = "act-in-request"
TRACED = "mandates.acted_for"


@contextmanager
def at_her_word(method: str, case: Case | None, *, shown: bool) -> Iterator[Case | None]:
    """Noted before anything is shown or done, refused to whom she excluded and where a run stops; a
    deed leaves its trace. Whoever became protected meanwhile is there for her own organisation alone.
    """
    person = case.person if case is not None else None
    if case is None or person is None or person.erased_at is not None:
        yield None
        return
    if not is_found_by(person, {current().organisation}):
        yield None
        return
    # Also what a room asks on a page of its own tells something of her, as does a form that comes back.
    look(person, Purpose.INTAKE, what="cases.read_out", about=case)
    before, state = _last_entry(case), case.state
    yield case
    if method not in READING:
        _trace(case, state, before)


def spoken(case: Case) -> list[str]:
    """What one says to her, in her language: what it is, where it stands, and the answer."""
    with override(language_of(case)):
        answer = queries.answer_of(case)
        told = [str(queries.title_of(case)), queries.state_in_words(case)]
        return [*told, *(filter(None, answer) if answer else ())]


def language_of(case: Case) -> str:
    language = case.person.language if case.person is not None else ""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _last_entry(case: Case) -> int:
    rows = Entry.objects.filter(organisation_id=case.organisation_id)
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def _trace(case: Case, before: str, since: int) -> None:
    """That a helper did it for her; nothing where nothing was done, or the deed said so itself."""
    if case.person is None:
        return
    rows = Entry.objects.filter(organisation_id=case.organisation_id, pk__gt=since)
    done = rows.filter(account=current().account, kind=Kind.DEED).values_list("word", flat=True)
    words = set(done)
    if not words or TRACED in words:
        return
    now = Case.objects.values_list("state", flat=True).get(pk=case.pk)
    what = SAID.get(State(now), ELSE) if now != before else ELSE
    acted_for(case.person, what, case, f"cases.case:{case.pk}")
