"""Asking and offering: the deeds behind the room's services."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from tandem.cases import actions as cases
from tandem.cases.choices import Reason, State
from tandem.cases.models import Case
from tandem.journal.write import Kept, record
from tandem.people.models import Person
from tandem.people.words import seal_for, text_of
from tandem.services.declaration import Answers, CaseLike
from tandem.solidarity import her_words, queue, rules
from tandem.solidarity.choices import (
    ArrangementState,
    Contact,
    Group,
    HowOften,
    NeedState,
    OfferState,
    ProposalState,
    Safeguard,
    Skill,
)
from tandem.solidarity.errors import NotNow
from tandem.solidarity.kinds import find_kind
from tandem.solidarity.models import Need, Offer, Proposal
from tandem.territory.models import Area
from tandem.toolbox.distance import to_metres
from tandem.toolbox.half_days import to_bits


def ask_for_help(answers: Answers, *, case: CaseLike) -> None:
    _new_need(
        answers,
        case,
        vital_said=bool(answers["vital"]),
        no_program=not answers["program"],
        quantity=answers["quantity"] or 0,
    )


def post_project(answers: Answers, *, case: CaseLike) -> None:
    """An association's need of several hands; single persons come before its second hand."""
    _new_need(answers, case, hands=answers["hands"])


def _new_need(answers: Answers, case: CaseLike, *, vital_said: bool = False, **facts: Any) -> Need:
    kind = find_kind(case.territory, answers["kind"])
    need = Need(
        case_id=case.pk,
        person=_person(case),
        kind=kind.code,
        skill=kind.skill,
        vital_said=vital_said,
        # Her word alone would put a letter before somebody's bread.
        vital=vital_said and kind.vital,
        half_days=to_bits(answers["when"]),
        how_often=HowOften(answers["how_often"]),
        languages=sorted(answers["languages"]),
        contact=Contact(answers["contact"] or Contact.PASSED_ON),
        safeguards=_safeguards(answers),
        **_spot(case.territory, answers["where"]["postal_code"], _person(case)),
        territory_id=case.territory_id,
        organisation_id=case.organisation_id,
        **facts,
    )
    said = her_words.kept(answers, case.language).encode()
    need.sealed_what = seal_for(need.person_id, need, said, need.place)
    need.save(force_insert=True)
    record("solidarity.need_asked", need, persons=[need.person], facts={"kind": kind.code})
    queue.look_for_helpers(need)
    return need


def _safeguards(answers: Answers) -> list[str]:
    """What she asks for; for a minor, also that nobody comes alone."""
    asked = set(answers["safeguards"] or ())
    born = (answers.get("who") or {}).get("born_on") or ""
    if rules.is_minor(parse_date(born), timezone.localdate()):
        asked.add(Safeguard.TWO)
    return sorted(asked)


@transaction.atomic
def say_minor(need: Need, *, minor: bool) -> None:
    """A coordinator knows that a minor is to be helped, or that none is: nobody alone is sent."""
    held = set(hold(need.pk).safeguards) - {Safeguard.TWO.value}
    kept = sorted(held | {Safeguard.TWO.value}) if minor else sorted(held)
    Need.objects.filter(pk=need.pk).update(safeguards=kept)
    record("solidarity.minor_said", need, persons=[need.person], facts={"minor": minor})
    drop_proposals(need, Proposal.objects.filter(need=need, state=ProposalState.OPEN))
    queue.look_for_helpers(need)


def offer_help(answers: Answers, *, case: CaseLike) -> None:
    """Ready to be asked; what must be checked about somebody, a coordinator notes later."""
    offer = offer_from(
        answers, person=_person(case), commune=case.territory, whose=case, case=case.pk
    )
    queue.look_for_helpers(offer)


def offer_from(
    answers: Answers, *, person: Person, commune: Area, whose: Kept, case: int | None = None
) -> Offer:
    skills = sorted(answers["skills"])
    offer = Offer.objects.create(
        case_id=case,
        person=person,
        skills=_with_others(skills, more=answers["more"]),
        likes=skills,
        half_days=to_bits(answers["when"]),
        radius_m=int(answers["far"]),
        **_how_often(answers["capacity"], answers["group_size"]),
        languages=sorted(answers["languages"]),
        group=Group(answers["group"]),
        group_name=answers["group_name"] or "",
        **_spot(commune, answers["where"]["postal_code"], person),
        territory_id=whose.territory_id,
        organisation_id=whose.organisation_id,
    )
    record("solidarity.offer_made", offer, persons=[person])
    return offer


def _how_often(times: int, size: int | None) -> dict[str, int | None]:
    """A group of 25 that comes once does 25 tasks, together in one half-day."""
    return {
        "capacity": times * (size or 1),
        "at_once": size or 1,
        "outings": times if size else None,
    }


def _with_others(liked: Iterable[str], *, more: bool) -> list[str]:
    """Asked for something else now and then: everything but what wants a licence or goods."""
    also = {Skill.ERRANDS, Skill.LETTER, Skill.CALL, Skill.OWN_WORDS} if more else set()
    return sorted({*liked, *also})


@transaction.atomic
def change_offer(offer: Offer, answers: Answers) -> None:
    """What she does, when, how far and how often, from now on. What was promised stands;
    proposals are made anew.
    """
    liked = sorted(answers["skills"])
    skills = _with_others(liked, more=answers["more"])
    Offer.objects.filter(pk=offer.pk).exclude(state=OfferState.LEFT).update(
        skills=skills,
        likes=liked,
        half_days=to_bits(answers["when"]),
        radius_m=int(answers["far"]),
        languages=sorted(answers["languages"]),
        **_how_often(answers["capacity"], answers.get("group_size")),
    )
    queue.look_for_helpers(offer)
    facts = {"kinds": len(skills), "half_days": len(answers["when"])}
    record("solidarity.offer_changed", offer, persons=[offer.person], facts=facts)


def _person(case: CaseLike) -> Person:
    if case.person is None:
        raise NotNow("nobody_asks")
    return case.person


def _spot(commune: Area, postal_code: str, person: Person) -> dict[str, Any]:
    """Where the distance is measured from: the centre of the commune, never somebody's door."""
    east, north = to_metres(commune.lat, commune.lon)
    return {"postal_code": "" if person.protected else postal_code, "east": east, "north": north}


def what_is_needed(need: Need) -> str:
    """The person's own words; a look must have been noted before."""
    return her_words.as_read(text_of(need.person_id, need.sealed_what, need.place))


def hold(need: int) -> Need:
    """The need, for this transaction alone.

    Everybody locks in one order, or two deeds could wait for each other for ever: the offer,
    then the case, then the need, then its arrangements.
    """
    case = Need.objects.values_list("case", flat=True).get(pk=need)
    Case.objects.select_for_update(of=("self",)).get(pk=case)
    return Need.objects.select_for_update(of=("self",)).get(pk=need)


@transaction.atomic
def close(need: Need, state: NeedState) -> bool:
    """No longer looked for; False if it had ended before."""
    need = hold(need.pk)
    if need.state in rules.ENDED:
        return False
    need.state = state
    need.save(update_fields=["state"])
    Proposal.objects.filter(need=need, state=ProposalState.OPEN).update(state=ProposalState.STALE)
    record("solidarity.need_ended", need, persons=[need.person], facts={"state": state})
    return True


@transaction.atomic
def drop_proposals(whose: Kept, proposals: QuerySet[Proposal]) -> None:
    """These can no longer be followed: new ones are looked for at once."""
    if proposals.filter(state=ProposalState.OPEN).update(state=ProposalState.STALE):
        queue.look_for_helpers(whose)


@transaction.atomic
def look_again(need: Need) -> None:
    """A helper fell away: somebody else is looked for, unless it ended meanwhile."""
    need = hold(need.pk)
    if need.state in rules.ENDED:
        return
    need.state = NeedState.OPEN
    need.save(update_fields=["state"])
    queue.look_for_helpers(need)
    owe_again(need)


def owe_again(need: Need) -> None:
    """Where the answer was that somebody comes, and it did not come to that, another is owed."""
    case = Case.objects.get(pk=need.case_id)
    answered = case.state in {State.ANSWERED, State.CLOSED} and case.reason == Reason.COMING
    came = need.arrangements.filter(state=ArrangementState.DONE).exists()
    # A weekly help was answered for when it first took place.
    if answered and not (came and need.how_often == HowOften.WEEKLY):
        cases.reopen(case)


@transaction.atomic
def reopen(need: Need) -> None:
    """The person says that it is not solved."""
    need = hold(need.pk)
    if need.state in rules.ENDED:
        need.state = NeedState.OPEN
        need.save(update_fields=["state"])
    queue.look_for_helpers(need)


@transaction.atomic
def check_safeguards(offer: Offer, held: list[str]) -> None:
    """A coordinator has seen the proof; the document itself is never kept."""
    kept = rules.comes_as_two(Group(offer.group), held)
    Offer.objects.filter(pk=offer.pk).update(safeguards=kept)
    record("solidarity.offer_changed", offer, persons=[offer.person], facts={"held": len(kept)})


@transaction.atomic
def pause(offer: Offer, paused: bool) -> None:
    """Who pauses is not proposed; what was promised stands."""
    state = OfferState.PAUSED if paused else OfferState.ACTIVE
    Offer.objects.filter(pk=offer.pk).exclude(state=OfferState.LEFT).update(state=state)
    # Also a pause: whoever it was proposed for is proposed somebody else.
    queue.look_for_helpers(offer)
    record("solidarity.offer_changed", offer, persons=[offer.person], facts={"state": state})
