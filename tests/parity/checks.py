"""The seven points of parity, each a function over one service; a failure names what differs."""

from collections.abc import Iterable, Iterator
from random import Random

from django.utils import timezone
from django.utils.translation import override
from django.utils.translation.trans_real import translation

from tandem.cases.actions import answer
from tandem.cases.choices import Reason
from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services import drafts
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.tenancy.scope import within
from tandem.territory.models import Organisation
from tandem.ui.formats import day
from tests.factories import scope_of
from tests.parity import outcome
from tests.parity.answers import HOSTILE, Somebody, bad, by_question
from tests.parity.dealing import compared, doors_for, is_dealt, somebody, spoken, travels
from tests.parity.drivers import DRIVERS, Told

HELPED = {Door.PHONE, Door.INPERSON, Door.API}
"""Where somebody else types in her name. Said here once more, by hand: what the house does by a
list of its own cannot be proven by the same list."""
HERS = {Door.WEB, Door.EMAIL, Door.SMS, Door.KIOSK, Door.API}
"""Where she reads the receipt herself, in her own language."""
BY_LINES = {Door.EMAIL, Door.SMS}
"""Where one writes lines, and blanks are no answer."""
ONE_BY_ONE = {Door.WEB, Door.KIOSK, Door.SMS}
"""Where one is asked a question at a time, and nothing that an answer just given makes needless."""
BY_SHARES = {Door.KIOSK, Door.SMS}
"""Where what is typed is taken in alike by each question, and a question takes a page of its own:
a kiosk shows the pages of the web, where every text is typed in every box."""


def _through(
    service: type[Service],
    door: Door,
    somebody: Somebody,
    organisation: Organisation,
    language: str = "en",
) -> Told:
    driver = DRIVERS[door](language)
    driver.begin(service)
    driver.answer(by_question(service, somebody, organisation.area))
    return driver.send()


def equal_cases(service: type[Service], organisation: Organisation) -> None:
    """1. The same data lead to equal cases: all but the door."""
    for language, doors in compared(service):
        came_of = {}
        for door in doors:
            who = somebody(service, language)
            told = _through(service, door, who, organisation, language)
            assert outcome.case_of(told.reference).door == door
            came_of[door] = outcome.outcome(told.reference)
        first = came_of[doors[0]]
        for door, found in came_of.items():
            for what, value in found.items():
                told = f"{what} differs by {door} ({language}): {value}, not {first[what]}"
                assert value == first[what], told


def same_mistakes(service: type[Service], organisation: Organisation, seed: int) -> None:
    """2. The same mistake leads to the same message, by each door."""
    good = by_question(service, Somebody(seed), organisation.area)
    said: dict[Door, dict[str, list[str]]] = {}
    for door in service.doors():
        driver = DRIVERS[door]()
        driver.begin(service)
        driver.answer(good)
        said[door] = {}
        wrong: set[str] = set()
        for mistakes in _mistakes(service, good, together=door not in ONE_BY_ONE):
            answers = {name: raw for (name, _number), raw in mistakes.items()}
            if mended := wrong - set(answers):
                driver.answer({name: good[name] for name in good if name in mended})
            page, wrong = driver.answer(answers), set(answers)
            told = ", ".join(f"{name} {number}" for name, number in mistakes)
            assert page.errors, f"{door} takes {mistakes} for answers"
            said[door][told] = sorted(page.errors)
    alone = next(found for door, found in said.items() if door in ONE_BY_ONE)
    for door, found in said.items():
        for mistakes, errors in found.items():
            each = [error for mistake in mistakes.split(", ") for error in alone[mistake]]
            assert errors == sorted(each), f"{door} says something else of {mistakes}"


def _mistakes(
    service: type[Service], good: dict[str, Raw], *, together: bool
) -> Iterator[dict[tuple[str, int], Raw]]:
    """Every mistake, by question and number; several at once where all questions are on one page.

    Alone stand those that change which other questions are asked, or what they offer.
    """
    form = service.form({})
    steering = {form.place_question} | {
        when.question
        for _name, question in form.questions()
        for when in (question.needed_if, question.required_if)
        if when
    }
    every = {name: list(bad(name, form.fields[name])) for name in good}
    apart = steering if together else set(every)
    for name in every:
        if name in apart:
            yield from ({(name, number): raw} for number, raw in enumerate(every[name]))
    for number in range(max(map(len, every.values()))):
        shared = {
            (name, number): found[number]
            for name, found in every.items()
            if name not in apart and number < len(found)
        }
        if shared:
            yield shared


def same_promise(service: type[Service], organisation: Organisation) -> None:
    """3. The same promise is made, and told, at each door."""
    for urgent in {False, service.urgent is not None}:
        somebody = _somebody(service, organisation, urgent=urgent)
        due = service.promise_for(urgent=urgent).due_on(timezone.localdate())
        for door in service.doors():
            told = _through(service, door, somebody, organisation)
            assert outcome.case_of(told.reference).due_on == due, door
            with override("en"):
                assert day(due) in told.text, f"{door} does not tell the day of the answer"
                if urgent and door != Door.API:
                    now = " ".join(str(service.urgent.now).split())
                    assert now in " ".join(told.text.split()), f"{door} does not tell what happens"


def _somebody(service: type[Service], organisation: Organisation, *, urgent: bool) -> Somebody:
    """The first whose answers can wait, or cannot."""
    for seed in range(1, 100):
        given = by_question(service, Somebody(seed), organisation.area).values()
        raw = {html: said for one in given for html, said in one.items()}
        if service.is_urgent(raw) == urgent:
            return Somebody(seed)
    raise AssertionError(f"Nobody's answers to {service.slug} are {urgent=}")


def own_channel(service: type[Service], organisation: Organisation, channel: Channel) -> None:
    """4. Receipt and answer leave by the person's own way, whatever the door."""
    for door in doors_for(service, channel):
        told = _through(service, door, Somebody(channel=channel), organisation)
        case = outcome.case_of(told.reference)
        with within(scope_of(organisation)):
            answer(case, Reason.DONE, "It was done on Tuesday.")
        ways = {message.kind: message.wanted for message in outcome.messages_about(case)}
        assert ways == {"receipt": channel, "answer": channel}, door


def travelling_drafts(service: type[Service], organisation: Organisation, seed: int) -> None:
    """5. A draft begun at one door is finished at any other, from any question on."""
    chance = Random(seed)
    given = by_question(service, Somebody(), organisation.area)
    straight = _through(service, service.doors()[0], Somebody(), organisation)
    wanted = outcome.outcome(straight.reference)
    for begun_at, finished_at in travels(service):
        names = list(given)
        here = chance.randrange(1, len(names))
        one, other = DRIVERS[begun_at](), DRIVERS[finished_at]()
        one.begin(service)
        one.answer({name: given[name] for name in names[:here]})
        code = one.save()
        other.take_up(service, code)
        page = other.answer({name: given[name] for name in names[here:]})
        assert not page.errors, f"{begun_at} to {finished_at} at {names[here]}: {page.errors}"
        told = other.send()
        assert (told.reference, told.word) == code
        found = outcome.outcome(told.reference)
        for what in ("case", "answers", "person", "rows", "messages"):
            assert found[what] == wanted[what], f"{what}: {begun_at}, then {finished_at}"


def same_trace(service: type[Service], organisation: Organisation) -> None:
    """6. Acting for somebody leaves the same trace by every door where somebody is helped."""
    for door in service.doors():
        told = _through(service, door, Somebody(), organisation)
        case = outcome.case_of(told.reference)
        traces = outcome.acted_for(told.reference)
        if door not in HELPED:
            assert traces == [], f"nobody acted for her by {door}"
            continue
        assert [trace.door for trace in traces] == [door], f"no trace is left by {door}"
        assert [trace.what for trace in traces] == [service.slug]
        assert [trace.person_id for trace in traces] == [case.person_id]


def in_each_language(service: type[Service], organisation: Organisation) -> None:
    """7. It works in each required language: asked, answered and receipted in it."""
    for door, language in spoken(service):
        who, at = somebody(service, language), f"{door} ({language})"
        told = _through(service, door, who, organisation, language)
        case = outcome.case_of(told.reference)
        assert case.language == language, at
        assert case.person.language == language, at
        assert {message.language for message in outcome.messages_about(case)} == {language}, at
        with override(language):
            assert door not in HERS or day(case.due_on) in told.text, at


def hostile_input(service: type[Service], organisation: Organisation, door: Door) -> None:
    """Whatever is typed in any field: a kind answer, and nothing typed is lost."""
    good = by_question(service, Somebody(), organisation.area)
    driver = DRIVERS[door]()
    driver.begin(service)
    driver.answer(good)
    code = drafts.read_code(*driver.save())
    pages = [[name] for name in good] if door in ONE_BY_ONE else [list(good)]
    for number, names in enumerate(pages):
        for text_number, text in enumerate(HOSTILE.values()):
            if door in BY_LINES and not text.strip():
                continue
            if door in BY_SHARES and not is_dealt(number, text_number):
                continue
            typed = {name: {html: [text] for html in good[name]} for name in names}
            page = driver.answer(typed)
            assert "<script>alert" not in page.html
            kept = drafts.take_up(code).answers
            for html in (html for raw in typed.values() for html in raw):
                assert kept[html] == [text], f"{door} lost what was typed for {html}"
                assert html not in page.boxes or page.values[html] == [text], html
        driver.answer({name: good[name] for name in names})
    driver.send()


def texts(service: type[Service], language: str) -> Iterator[str]:
    """Every text of the declaration, as the house would say it in this language."""
    with override(language):
        yield from map(str, (service.title, service.summary, service.why_online))
        yield from map(str, service.impossible.values())
        for _name, question in service.form({}).questions():
            said = (question.label, question.help_text, question.spoken, question.short)
            yield from map(str, (*said, question.example, question.why))
            for part in getattr(question, "parts", {}).values():
                yield from map(str, (part.label, part.help_text))


def untranslated(english: Iterable[str], language: str) -> set[str]:
    """Texts for which the catalog of this language has nothing."""
    if language == "en":
        return set()
    catalog = translation(language)
    return {text for text in english if text and catalog.gettext(text) == text}
