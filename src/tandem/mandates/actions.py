from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tandem.journal import asker
from tandem.journal.asker import Asker
from tandem.journal.choices import Door
from tandem.journal.write import Kept, record
from tandem.mandates import queries, rules, words
from tandem.mandates.choices import Act, Ended, Guardian, Known, Proof, Skill, Way
from tandem.mandates.errors import NotNow
from tandem.mandates.models import Acting, Mandate, MandateAct, MandateHelper
from tandem.mandates.words import Words
from tandem.people.models import Person
from tandem.territory import long_standing
from tandem.territory.models import Held

HELPED = frozenset({Door.PHONE, Door.INPERSON, Door.API})
"""Where somebody else types in her name."""
OTHERWISE = rules.Came()
"""Neither on paper nor from her account."""


def helper_at(door: Door) -> Asker | None:
    """Who is at work for somebody at this door just now; None where she types herself."""
    who = asker.current()
    if door not in HELPED or who.account is None or who.organisation is None:
        return None
    return Asker(who.account, who.organisation, door)


@transaction.atomic
def acted_for(
    person: Person,
    what: str,
    subject: Kept,
    subject_name: str,
    *,
    by: Asker | None = None,
    way: Way = Way.FOR_HER,
) -> Acting | None:
    """Leaves the trace that a helper did this for the person; None when she did it alone.

    `by`: whoever did it, where somebody else is at work by now. Under her mandate where she gave
    this helper one for it, and else at her word.
    """
    who = by or asker.current()
    if who.account is None or who.organisation is None:
        return None
    act = Act.REQUESTS
    mandate = queries.mandate_for(person, act, who.account, who.organisation, timezone.now())
    if mandate is not None and mandate.organisation_id != subject.organisation_id:
        mandate = None
    acting = Acting.objects.create(
        person=person,
        helper_id=who.account,
        helper_of_id=who.organisation,
        door=who.door,
        what=what,
        subject=subject_name,
        mandate=mandate,
        act=act,
        way=way,
        skill=rules.skill_for(act),
        territory_id=subject.territory_id,
        organisation_id=subject.organisation_id,
    )
    # In the name of whoever helped: the person reads it in her journal.
    with asker.acting(who):
        record("mandates.acted_for", acting, persons=[person], facts={"what": what})
    return acting


@dataclass(frozen=True, slots=True)
class Wish:
    """What she lets an organisation do, before anybody there has confirmed it."""

    acts: tuple[Act, ...]
    days: int
    words: Words
    guardian: Guardian = Guardian.NONE
    language: str = ""
    case: int | None = None
    reference: str = ""


@transaction.atomic
def give(person: Person, wish: Wish, whose: Kept) -> Mandate:
    """Asked for: nothing may be done under it before a colleague has confirmed it."""
    mandate = Mandate(
        person=person,
        case_id=wish.case,
        reference=wish.reference,
        language=wish.language,
        days=wish.days,
        guardian=wish.guardian,
        territory_id=whose.territory_id,
        organisation_id=whose.organisation_id,
    )
    mandate.sealed = words.sealed(wish.words, mandate)
    mandate.save(force_insert=True)
    for act in wish.acts:
        MandateAct.objects.create(mandate=mandate, kind=act, **_held(mandate))
    record("mandates.given", mandate, persons=[person], facts={"days": wish.days})
    return mandate


@dataclass(frozen=True, slots=True)
class Checked:
    """What a colleague saw and heard before it is in force."""

    proof: Proof
    known: Known
    helpers: tuple[int, ...]
    witnesses: tuple[str, ...] = ()
    recording: str = ""
    representative_agreed: bool = False
    came: rules.Came = OTHERWISE


@transaction.atomic
def confirm(mandate: Mandate, checked: Checked) -> Mandate:
    """In force from today, or once a second colleague agrees; NotNow says what is missing."""
    mandate = _locked(mandate)
    if mandate.checked_at is not None or mandate.ended_at is not None:
        raise NotNow("already_decided")
    stated = _stated(mandate, checked)
    if missing := rules.lacks(stated):
        raise NotNow(missing)
    if not all(queries.is_member(one, mandate.organisation_id) for one in checked.helpers):
        raise NotNow("left_the_organisation")
    said = replace(words.opened(mandate), witnesses=checked.witnesses, recording=checked.recording)
    mandate.sealed = words.sealed(said, mandate)
    mandate.proof, mandate.known = checked.proof, checked.known
    mandate.witnesses, mandate.recorded = len(checked.witnesses), bool(checked.recording)
    mandate.representative_agreed = checked.representative_agreed
    mandate.checked_at, mandate.checked_by = timezone.now(), stated.by
    mandate.save()
    for account in dict.fromkeys(checked.helpers):
        MandateHelper.objects.create(mandate=mandate, account_id=account, **_held(mandate))
    if rules.needs_second(stated.acts, checked.helpers, stated.by, checked.proof):
        facts = {"proof": checked.proof}
        record("mandates.checked", mandate, persons=[mandate.person], facts=facts)
        return mandate
    return _begin(mandate)


def _stated(mandate: Mandate, checked: Checked) -> rules.Stated:
    acts, by = queries.acts_left(mandate), asker.current().account
    return rules.Stated(
        proof=checked.proof,
        known=checked.known,
        came=checked.came,
        acts=acts,
        witnesses=checked.witnesses,
        recording=checked.recording,
        helpers=checked.helpers,
        by=by,
        by_names=queries.names_of(by, mandate.organisation_id),
        needed=rules.needs_representative(Guardian(mandate.guardian), acts),
        agreed=checked.representative_agreed,
    )


@transaction.atomic
def agree(mandate: Mandate) -> Mandate:
    """A second colleague, of long standing, has looked at it as well: in force from today."""
    mandate = _locked(mandate)
    if mandate.confirmed_at is not None or mandate.ended_at is not None:
        raise NotNow("already_decided")
    by = asker.current().account
    if mandate.checked_at is None or by is None or by == mandate.checked_by:
        raise NotNow("another_colleague")
    if not long_standing.is_so(by, mandate.organisation_id, mandate.checked_at):
        raise NotNow("too_new_to_agree")
    return _begin(mandate)


def _begin(mandate: Mandate) -> Mandate:
    mandate.confirmed_at, mandate.confirmed_by = timezone.now(), asker.current().account
    mandate.begins_on = timezone.localdate()
    mandate.ends_on = rules.last_day(mandate.begins_on, mandate.days)
    mandate.save()
    facts = {"proof": mandate.proof}
    record("mandates.confirmed", mandate, persons=[mandate.person], facts=facts)
    return mandate


@transaction.atomic
def refuse(mandate: Mandate) -> Mandate:
    """A colleague could not confirm it: it never was in force."""
    mandate = _locked(mandate)
    if mandate.confirmed_at is not None or mandate.ended_at is not None:
        raise NotNow("already_decided")
    return _end(mandate, Ended.NOT_PROVEN, timezone.now())


@transaction.atomic
def take_back(
    mandate: Mandate, acts: Collection[Act] | None = None, *, why: Ended = Ended.TAKEN_BACK
) -> list[Act]:
    """These acts, or the whole, may not be done from this moment on; those that ended by it."""
    mandate = _locked(mandate)
    if mandate.ended_at is not None:
        return []
    left = queries.acts_left(mandate)
    ending = [act for act in left if acts is None or act in acts]
    if not ending:
        return []
    now = timezone.now()
    mandate.acts.filter(kind__in=ending, ended_at__isnull=True).update(ended_at=now)
    if len(ending) == len(left):
        _end(mandate, why, now)
    else:
        facts = {"acts": ",".join(ending)}
        record("mandates.act_taken_back", mandate, persons=[mandate.person], facts=facts)
    return ending


@transaction.atomic
def name_helpers(mandate: Mandate, accounts: Iterable[int]) -> list[int]:
    """From now on these colleagues, and no others, may act under it; the rows of those added, who
    wait until she was told of them.
    """
    mandate = _locked(mandate)
    wanted = set(accounts)
    if mandate.ended_at is not None or mandate.confirmed_at is None:
        raise NotNow("ended")
    if not wanted:
        raise NotNow("who_helps")
    if not all(queries.is_member(one, mandate.organisation_id) for one in wanted):
        raise NotNow("left_the_organisation")
    named = {account for account, _email in queries.helpers_of(mandate)}
    by = asker.current().account
    if by in wanted - named or (wanted == {by} and wanted != named):
        # Neither added by himself, nor left alone by himself.
        raise NotNow("not_yourself")
    going = mandate.helpers.filter(account__in=named - wanted, ended_at__isnull=True)
    going.update(ended_at=timezone.now())
    added = [
        MandateHelper.objects.create(
            mandate=mandate, account_id=account, added=True, **_held(mandate)
        ).pk
        for account in sorted(wanted - named)
    ]
    record("mandates.helpers_named", mandate, persons=[mandate.person])
    return added


@transaction.atomic
def helpers_told_by(mandate: Mandate, added: Collection[int], message: int) -> None:
    """In which message she is told of them."""
    mandate.helpers.filter(pk__in=added, told_by__isnull=True).update(told_by=message)


@transaction.atomic
def helpers_told(mandate: Mandate, message: int) -> None:
    """That message has left: those of whom it tells may act."""
    waiting = mandate.helpers.filter(told_by=message, told_at__isnull=True)
    waiting.update(told_at=timezone.now())


@transaction.atomic
def act_under(mandate: Mandate, act: Act, way: Way, skill: Skill | None = None) -> Acting:
    """Something was done for her, with her or beside her, outside this platform as well; NotNow
    where it may not be done.
    """
    mandate = _locked(mandate)
    who = asker.current()
    if who.account is None or who.organisation is None:
        raise NotNow("sign_in")
    if why := queries.why_not(mandate, act, who.account, timezone.now()):
        raise NotNow(why)
    acting = Acting.objects.create(
        person=mandate.person,
        helper_id=who.account,
        helper_of_id=who.organisation,
        door=who.door,
        what=act,
        subject=f"mandates.mandate:{mandate.pk}",
        mandate=mandate,
        act=act,
        way=way,
        skill=skill or rules.skill_for(act),
        **_held(mandate),
    )
    facts = {"act": str(act), "way": str(way)}
    record("mandates.acted_under", acting, persons=[mandate.person], facts=facts)
    return acting


@transaction.atomic
def run_out(mandate: Mandate) -> bool:
    """Its last day has passed: said to be over. Nothing could be done under it since midnight."""
    mandate = _locked(mandate)
    over = mandate.ends_on is not None and mandate.ends_on < timezone.localdate()
    if mandate.ended_at is not None or not over:
        return False
    _end(mandate, Ended.RAN_OUT, timezone.now())
    return True


@transaction.atomic
def mark_told(mandate: Mandate) -> bool:
    """Both are told that it ends soon; False where they were already."""
    mandate = _locked(mandate)
    if mandate.told_at is not None or mandate.ended_at is not None:
        return False
    mandate.told_at = timezone.now()
    mandate.save(update_fields=["told_at"])
    return True


def _end(mandate: Mandate, why: Ended, now: datetime) -> Mandate:
    mandate.acts.filter(ended_at__isnull=True).update(ended_at=now)
    mandate.helpers.filter(ended_at__isnull=True).update(ended_at=now)
    mandate.ended_at, mandate.ended_why = now, why
    mandate.save(update_fields=["ended_at", "ended_why"])
    record("mandates.ended", mandate, persons=[mandate.person], facts={"why": why})
    return mandate


def _locked(mandate: Mandate) -> Mandate:
    # Read again under lock: she may be taking it back at this moment.
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=mandate.pk)


def _held(row: Held) -> dict[str, int]:
    return {"territory_id": row.territory_id, "organisation_id": row.organisation_id}
