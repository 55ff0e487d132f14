"""The seven points of parity, each a function over one service; a failure names what differs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from django.utils.translation.trans_real import translation

from tandem.cases.actions import answer
from tandem.cases.choices import Reason
from tandem.cases.models import Case
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.services.questions import Question
from tandem.tenancy.scope import within
from tandem.territory.models import Organisation
from tandem.ui.formats import day
from tests.factories import scope_of
from tests.parity import outcome, reading
from tests.parity.answers import HOSTILE, Somebody, bad, by_question, form_with
from tests.parity.dealing import Party, is_dealt, made_of, parties, travels
from tests.parity.drivers import DRIVERS, Told
from tests.parity.later import at, left_for_later, put_off

HELPED = {Door.PHONE, Door.INPERSON, Door.API}
"""Where somebody else types in her name. Said here once more, by hand: what the house does by a
list of its own cannot be proven by the same list."""
HERS = {Door.WEB, Door.EMAIL, Door.SMS, Door.KIOSK, Door.API}
"""Where she reads the receipt herself, in her own language; elsewhere a colleague reads it."""
SENT_UNSEEN = {Door.PAPER, Door.API}
"""Where nothing is read back: on paper she has written it herself, to a program she has said it."""
BY_LINES = {Door.EMAIL, Door.SMS}
"""Where one writes lines, and blanks are no answer."""
ONE_BY_ONE = {Door.WEB, Door.KIOSK, Door.SMS}
"""Where one is asked a question at a time, and nothing that an answer just given makes needless.
What is typed there is taken in alike for each question and service: it is dealt over them."""


def _through(
    service: type[Service], door: Door, given: dict[str, Raw], language: str = "en"
) -> Told:
    driver = DRIVERS[door](language)
    driver.begin(service)
    driver.answer(given)
    return driver.send()


@dataclass(frozen=True)
class Came:
    """What came of one who went through a door."""

    door: Door
    party: Party
    given: dict[str, Raw]
    told: Told
    case: Case
    outcome: dict[str, Any]
    left: tuple[str, ...] = ()
    """The questions of which nothing came by this door, because it or another cannot ask them."""

    def __str__(self) -> str:
        return f"{self.door} ({self.party.language})"


def everybody(service: type[Service], organisation: Organisation) -> list[Came]:
    """All who come to it, by every door, before anybody has answered them.

    All on one day: where midnight passes meanwhile, they come once more.
    """
    today = timezone.localdate()
    came = _all_come(service, organisation)
    return came if timezone.localdate() == today else _all_come(service, organisation)


def _all_come(service: type[Service], organisation: Organisation) -> list[Came]:
    came = []
    for party in parties(service):
        given = _answers(service, organisation, party)
        # Those which cannot ask everything are held to what comes of leaving that open elsewhere.
        carried = [(door, left_for_later(service, door, given)) for door in party.doors]
        less = {left for _door, left in carried if left}
        carried = [*((party.doors[0], left) for left in less), *carried]
        for door, left in sorted(carried, key=lambda one: one[1]):
            here = at(service, door, given, left)
            told = _through(service, door, here, party.language)
            case = outcome.case_of(told.reference)
            found = outcome.outcome(told.reference)
            came.append(Came(door, party, here, told, case, found, left))
    return came


def _answers(service: type[Service], organisation: Organisation, party: Party) -> dict[str, Raw]:
    """Of the first of this party whose answers can wait, or cannot."""
    for seed in range(party.number + 1, 2_000, 20):
        who = Somebody(
            seed=seed,
            channel=party.channel,
            first_name=party.first_name,
            last_name=party.last_name,
        )
        given = by_question(service, who, organisation.area)
        if service.is_urgent(_raw(given)) == party.urgent:
            return given
    raise AssertionError(f"Nobody's answers to {service.slug} are urgent={party.urgent}")


def _raw(given: dict[str, Raw]) -> Raw:
    return {html: said for one in given.values() for html, said in one.items()}


def equal_cases(came: list[Came]) -> None:
    """1. The same data lead to equal cases: all but the door."""
    for (party, _left), alike in groupby(came, attrgetter("party", "left")):
        first, *others = alike
        for one in (first, *others):
            assert one.case.door == one.door
            for what, value in one.outcome.items():
                wanted = first.outcome[what]
                told = f"{what} differs by {one.door} ({party.language}): {value}, not {wanted}"
                assert value == wanted, told


def same_mistakes(service: type[Service], organisation: Organisation) -> None:
    """2. The same mistake leads to the same message, by each door."""
    answers_to_all = by_question(service, Somebody(7), organisation.area)
    said: dict[Door, dict[str, list[str]]] = {}
    whole = next(door for door in service.doors() if door in ONE_BY_ONE)
    by_shares = ONE_BY_ONE - {whole}
    for door in service.doors():
        driver = DRIVERS[door]()
        driver.begin(service)
        good = at(service, door, answers_to_all)
        driver.answer(good)
        said[door] = {}
        wrong: set[str] = set()
        can_be_wrong = {name: raw for name, raw in good.items() if raw}
        for mistakes in _mistakes(service, can_be_wrong, together=door not in ONE_BY_ONE):
            if door in by_shares and not _all_dealt(door, service, mistakes):
                continue
            answers = {name: raw for (name, _number), raw in mistakes.items()}
            if mended := wrong - set(answers):
                driver.answer({name: good[name] for name in good if name in mended})
            page, wrong = driver.answer(answers), set(answers)
            told = ", ".join(f"{name} {number}" for name, number in mistakes)
            assert page.errors, f"{door} takes {mistakes} for answers"
            said[door][told] = sorted(page.errors)
    for door, found in said.items():
        for mistakes, errors in found.items():
            each = [error for mistake in mistakes.split(", ") for error in said[whole][mistake]]
            assert errors == sorted(each), f"{door} says something else of {mistakes}"


def _all_dealt(door: Door, service: type[Service], mistakes: Iterable[tuple[str, int]]) -> bool:
    return all(is_dealt(door, service, name, number, by=made_of) for name, number in mistakes)


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


def same_promise(service: type[Service], came: list[Came]) -> None:
    """3. The same promise is made, and told, at each door."""
    for one in came:
        urgent, door = one.party.urgent, one.door
        due = service.promise_for(urgent=urgent).due_on(timezone.localdate())
        assert one.case.due_on == due, one
        with override(one.party.language if door in HERS else "en"):
            assert day(due) in one.told.text, f"{one} does not tell the day of the answer"
            if urgent:
                now = " ".join(str(service.urgent.now).split())
                assert now in " ".join(one.told.text.split()), f"{one} does not tell what happens"


def own_channel(came: list[Came], organisation: Organisation) -> None:
    """4. Receipt and answer leave by the person's own way, whatever the door."""
    for one in came:
        with within(scope_of(organisation)):
            answer(one.case, Reason.DONE, "It was done on Tuesday.")
        ways = {message.kind: message.wanted for message in outcome.messages_about(one.case)}
        assert ways == {"receipt": one.party.channel, "answer": one.party.channel}, one


def travelling_drafts(service: type[Service], organisation: Organisation, seed: int) -> None:
    """5. A draft begun at one door is gone on with at any other, from any question on."""
    chance = Random(seed)
    given = by_question(service, Somebody(), organisation.area)
    first = service.doors()[0]
    straight: dict[tuple[str, ...], dict[str, Any]] = {}
    for journey in travels(service):
        shares = put_off(service, journey, _shares(given, len(journey), chance))
        left = tuple(name for share in shares for name, raw in share.items() if not raw)
        if left not in straight:
            told = _through(service, first, at(service, first, given, left))
            straight[left] = outcome.outcome(told.reference)
        wanted = straight[left]
        driver = DRIVERS[journey[0]]()
        driver.begin(service)
        driver.answer(shares[0])
        code = driver.save()
        for door, share in zip(journey[1:], shares[1:], strict=True):
            driver = DRIVERS[door]()
            driver.take_up(service, code)
            page = driver.answer(share)
            assert door == journey[-1] or driver.save() == code, f"another word at {door}"
        assert not page.errors, f"{journey}: {page.errors}"
        told = driver.send()
        assert (told.reference, told.word) == code
        found = outcome.outcome(told.reference)
        for what in ("case", "answers", "person", "rows", "messages"):
            assert found[what] == wanted[what], f"{what}: {journey}"
        # Each answered something on the way: who helped is known, wherever it was sent.
        left = sorted(trace.door for trace in outcome.acted_for(told.reference))
        assert left == sorted(HELPED.intersection(journey)), f"traces {left}: {journey}"


def _shares(given: dict[str, Raw], number: int, chance: Random) -> list[dict[str, Raw]]:
    """The answers in order, cut anywhere into so many parts, none of them empty."""
    names = list(given)
    assert len(names) >= number, f"Too few questions for {number} doors."
    cuts = [0, *sorted(chance.sample(range(1, len(names)), number - 1)), len(names)]
    return [{name: given[name] for name in names[a:b]} for a, b in pairwise(cuts)]


def same_trace(service: type[Service], came: list[Came]) -> None:
    """6. Acting for somebody leaves the same trace by every door where somebody is helped."""
    for one in came:
        traces = outcome.acted_for(one.told.reference)
        if one.door not in HELPED:
            assert traces == [], f"nobody acted for her by {one.door}"
            continue
        assert [trace.door for trace in traces] == [one.door], f"no trace is left by {one.door}"
        assert [trace.what for trace in traces] == [service.slug]
        assert [trace.person_id for trace in traces] == [one.case.person_id]


def read_back(service: type[Service], came: list[Came], organisation: Organisation) -> None:
    """Before anything is sent, she reads or hears what she answered, each answer by its question."""
    for one in came:
        if one.door in SENT_UNSEEN:
            continue
        form = form_with(service, _raw(one.given), organisation.area)
        with override(one.party.language if one.door in HERS else "en"):
            assert form.check() == {}
            for name, raw in one.given.items():
                for said in reading.answers_at(one.door, form, name, raw):
                    assert reading.says(one.door, one.told.read_back, said), (
                        f"{one} reads back no {name}"
                    )


def in_each_language(service: type[Service], came: list[Came]) -> None:
    """7. It works in each required language: asked, answered and receipted in it."""
    for one in came:
        language = one.party.language
        with override(language):
            form = service.form(_raw(one.given))
            for name, raw in one.given.items():
                if not raw and one.door == Door.SMS:
                    # There it is not even asked: what is said instead is proven apart.
                    continue
                for asked in reading.questions_at(one.door, form, name):
                    assert reading.says(one.door, one.told.asked, asked), (
                        f"{one} is not asked: {asked}"
                    )
        assert one.case.language == language, one
        assert one.case.person.language == language, one
        found = {message.language for message in outcome.messages_about(one.case)}
        assert found == {language}, one


def hostile_input(service: type[Service], organisation: Organisation, door: Door) -> None:
    """Whatever is typed in any field: a kind answer, and nothing typed is lost."""
    good = at(service, door, by_question(service, Somebody(), organisation.area))
    driver = DRIVERS[door]()
    driver.begin(service)
    driver.answer(good)
    code = drafts.read_code(*driver.save())
    stands = {name for name, one in service.form({}).questions() if _first_stands(one)}
    typed_into = [name for name, raw in good.items() if raw and name not in stands]
    pages = [[name] for name in typed_into] if door in ONE_BY_ONE else [typed_into]
    for names in pages:
        for text_number, text in enumerate(HOSTILE.values()):
            if door in BY_LINES and not text.strip():
                continue
            if door in ONE_BY_ONE and not is_dealt(door, service, names[0], text_number):
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


def _first_stands(question: Question) -> bool:
    """What was answered to it first is kept, whatever is said to it later: a test of its own holds it."""
    return bool(getattr(question, "first_stands", False))


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
