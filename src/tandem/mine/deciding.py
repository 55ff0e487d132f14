"""What a colleague does with each wish: done, or refused with the reason; then the answer."""

from dataclasses import asdict, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.cases.rules import OWED, says_why
from tandem.journal import asker
from tandem.journal.choices import Purpose
from tandem.journal.write import record
from tandem.mine import letters, messages, objections, rules
from tandem.mine.actions import sealed_for
from tandem.mine.choices import ShownBy, Wanted, WishState
from tandem.mine.entering.new_word import was_renewed
from tandem.mine.errors import NotNow
from tandem.mine.models import Correction, Recognition, Wish
from tandem.outbox import former
from tandem.outbox.actions import send
from tandem.people import limiting
from tandem.people.actions import Reach, change_reach
from tandem.people.identity import FIELDS, Identity
from tandem.people.models import Person
from tandem.people.reveal import reveal_one
from tandem.people.sameness import joined_records
from tandem.services.drafts import Code
from tandem.territory import signposts


@transaction.atomic
def recognise(case: Case, how: ShownBy, *, code: Code | None = None) -> Recognition:
    """It is she. `code`: reference and word of an earlier request, where she showed it by these."""
    person = _person(case)
    if how == ShownBy.WORD and not _knows(code, person, case):
        raise NotNow("wrong_word")
    if how == ShownBy.ACCOUNT and not objections.came_of(case).signed_in:
        raise NotNow("no_account")
    found, _made = Recognition.objects.update_or_create(
        case=case,
        defaults={
            "person": person,
            "how": how,
            "by": asker.current().account,
            "territory_id": case.territory_id,
            "organisation_id": case.organisation_id,
        },
    )
    record("mine.recognised", case, persons=[person], facts={"how": how})
    return found


def _knows(code: Code | None, person: Person, case: Case) -> bool:
    """Whether it opens another request of a record that is hers; this one she has anyway.

    Not a word made anew: it may have been read where it came.
    """
    place = signposts.find_one("case", str(code)) if code is not None else None
    if place is None or place.target == str(case.pk) or was_renewed(int(place.target)):
        return False
    hers = [one.pk for one in joined_records(person)]
    return Case.objects.filter(pk=int(place.target), person__in=hers).exists()


def _person(case: Case) -> Person:
    if case.person is None or case.person.erased_at is not None:
        raise NotNow("nobody")
    return case.person


def _ready(wish: Wish, *wanted: Wanted) -> Wish:
    """Locked, still open, of one of these kinds, and of somebody who was recognised."""
    wish = Wish.objects.select_for_update(of=("self",)).select_related("case").get(pk=wish.pk)
    if wish.state != WishState.OPEN or State(wish.case.state) not in OWED:
        raise NotNow("already_decided")
    if wanted and wish.wanted not in wanted:
        raise NotNow("another_wish")
    if not Recognition.objects.filter(case=wish.case_id).exists():
        raise NotNow("not_recognised")
    return wish


def _settle(wish: Wish, state: WishState, words: str) -> Wish:
    wish.state, wish.decided_at, wish.decided_by = state, timezone.now(), asker.current().account
    wish.sealed_outcome = sealed_for(wish, words.strip()) if words.strip() else None
    wish.save(update_fields=["state", "decided_at", "decided_by", "sealed_outcome"])
    cases.take_in_hand(wish.case)
    word = "mine.wish_done" if state == WishState.DONE else "mine.wish_refused"
    record(word, wish, persons=[wish.person], facts={"wanted": wish.wanted})
    return wish


@transaction.atomic
def make_ready(wish: Wish) -> Wish:
    """What she wants to see, take or know waits for her, by reference and word or in a letter."""
    wish = _ready(wish, Wanted.SEE, Wanted.TAKE, Wanted.LOOKS)
    return _settle(wish, WishState.DONE, "")


@transaction.atomic
def correct(wish: Wish, changed: dict[str, str]) -> Correction:
    """Put right: before and after are kept sealed, and whoever was told the old must be told."""
    wish = _ready(wish, Wanted.CORRECT)
    person = wish.person
    before = reveal_one(person, Purpose.ANSWER, what="cases.looked", about=wish.case)
    after = replace(before, **{name: said for name, said in changed.items() if name in FIELDS})
    if after == before:
        raise NotNow("nothing_changed")
    change_reach(person, after, _reach_of(person, after))
    former.tell(person, before, after, messages.reached_elsewhere, about=wish.case)
    made = Correction(
        wish=wish,
        person=person,
        by=asker.current().account,
        territory_id=wish.territory_id,
        organisation_id=wish.organisation_id,
    )
    was, is_now = _differences(before, after)
    made.sealed_before, made.sealed_after = sealed_for(made, was), sealed_for(made, is_now)
    made.save(force_insert=True)
    with override(wish.case.language):
        told = _("It was: %(before)s. It is now: %(after)s.") % {"before": was, "after": is_now}
    _settle(wish, WishState.DONE, told)
    return made


def _reach_of(person: Person, who: Identity) -> Reach:
    names = Reach.__dataclass_fields__
    told = {name: getattr(person, name) for name in names}
    told["other_languages"] = tuple(person.other_languages)
    told["postal_code"] = who.postal_code or person.postal_code
    return Reach(**told)


def _differences(before: Identity, after: Identity) -> tuple[str, str]:
    was, is_now = asdict(before), asdict(after)
    changed = [name for name in was if was[name] != is_now[name]]
    return (
        ", ".join(was[name] or "-" for name in changed),
        ", ".join(is_now[name] or "-" for name in changed),
    )


@transaction.atomic
def corrected_elsewhere(wish: Wish, words: str) -> Wish:
    """What was wrong is no name and no contact: put right where it stands, and said how."""
    wish = _ready(wish, Wanted.CORRECT)
    _say_why(words)
    return _settle(wish, WishState.DONE, words)


@transaction.atomic
def limit(wish: Wish) -> Wish:
    wish = _ready(wish, Wanted.LIMIT)
    limiting.limit(wish.person)
    return _settle(wish, WishState.DONE, "")


@transaction.atomic
def lift(case: Case, words: str) -> None:
    """She is told first; what was left alone is used again from then on."""
    person = _person(case)
    if not limiting.is_limited(person):
        raise NotNow("already_decided")
    _say_why(words)
    send(person, lambda: messages.lifted(case, words), about=case)
    limiting.lift(person)


@transaction.atomic
def promise_erasure(wish: Wish) -> Wish:
    """She is told before anything goes; the night after that has reached her, it goes."""
    wish = _ready(wish, Wanted.ERASE)
    if needed := rules.stands_against(wish):
        raise NotNow("still_needed", [str(one) for one in needed])
    return _settle(wish, WishState.DONE, "")


@transaction.atomic
def answer_objection(wish: Wish, *, followed: bool, words: str) -> Wish:
    """Either way with reasons, and never by whoever looked."""
    wish = _ready(wish, Wanted.OBJECT)
    _not_about_herself(wish)
    _say_why(words)
    return _settle(wish, WishState.DONE if followed else WishState.REFUSED, words)


@transaction.atomic
def refuse(wish: Wish, words: str) -> Wish:
    """Not done, and she is told why. It may be refused because nobody could tell who she is."""
    wish = Wish.objects.select_for_update(of=("self",)).select_related("case").get(pk=wish.pk)
    if wish.state != WishState.OPEN or State(wish.case.state) not in OWED:
        raise NotNow("already_decided")
    if wish.wanted == Wanted.OBJECT:
        _not_about_herself(wish)
    _say_why(words)
    return _settle(wish, WishState.REFUSED, words)


def _not_about_herself(wish: Wish) -> None:
    reveal_one(wish.person, Purpose.ANSWER, what="cases.looked", about=wish.case)
    if asker.current().account in objections.concerned(wish):
        raise NotNow("about_yourself")


def _say_why(words: str) -> None:
    if not says_why(words):
        raise NotNow("say_why")


@transaction.atomic
def answer(case: Case) -> Case:
    """Once each wish is decided: one answer to all of them, by her own way."""
    wishes = list(Wish.objects.of_case(case.pk))
    if any(wish.state == WishState.OPEN for wish in wishes):
        raise NotNow("not_all_decided")
    done = any(wish.state == WishState.DONE for wish in wishes)
    with override(case.language):
        words = "\n".join(messages.what_became(wish) for wish in wishes)
    return cases.answer(
        case,
        Reason.DONE if done else Reason.NOT_LEGAL,
        words,
        said=lambda: messages.answer(case, wishes),
        enclosed=letters.enclosed_for(case, wishes),
    )


@transaction.atomic
def take_more_time(case: Case, words: str) -> Case:
    """Two months more, once: the law allows it for what is many or intricate."""
    due = rules.with_more_time(timezone.localdate(case.opened_at))
    return cases.take_more_time(case, due, words)
