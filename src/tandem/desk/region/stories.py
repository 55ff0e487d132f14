"""What has happened in the region: done through the house's own deeds, so that all of it is true."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.utils import timezone, translation

from tandem.cases import actions as cases
from tandem.cases.choices import Reason
from tandem.cases.models import Case
from tandem.cases.rules import OWED
from tandem.desk.region.ground import account
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.people.models import Person
from tandem.solidarity import arranging, engine, following_up
from tandem.solidarity.choices import (
    ASKED_FOR,
    Group,
    NeedState,
    ProposalState,
    RefusedBecause,
    Side,
    Skill,
    Went,
)
from tandem.solidarity.errors import NotNow
from tandem.solidarity.forms import FAR, LANGUAGES
from tandem.solidarity.models import Arrangement, Need, Offer, Proposal
from tandem.solidarity.welcoming import acknowledge_offer
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes, signposts
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation
from tandem.territory.queries import coordinating
from tandem.toolbox.half_days import COUNT, to_bits

TO_SHOW = RefusedBecause.KNOWS_BETTER
ALREADY_LOOKED = "Déjà cherché à la main, sans suite."
ACCEPTED = 5
"""How many proposals each commune has already followed."""


def live(organisation: Organisation) -> None:
    """Some weeks of a commune's life: proposals, yes and no, help that took place, and not."""
    member = Membership.objects.filter(organisation=organisation, role=Role.COORDINATOR).first()
    asker = Asker(member.account_id if member else None, organisation.pk, Door.WEB)
    scope = coordinating(organisation, timezone.localdate())
    with transaction_within(scope), acting(asker), translation.override("fr"):
        _helped_before(organisation)
        engine.propose(organisation)
        _answered(organisation)
        engine.propose(organisation)


def _helped_before(organisation: Organisation) -> None:
    """Helps that took place in the last weeks, so that shares can be compared."""
    engine.propose(organisation)
    for number, proposal in enumerate(_open(organisation)[:ACCEPTED]):
        arrangement = _accept(proposal)
        if arrangement is None:
            continue
        arrangement = arranging.agree(arrangement)
        went = Went.WELL if number % 4 else Went.BADLY
        arrangement = following_up.say_how_it_went(arrangement, Side.HELPER, Went.WELL)
        arrangement = following_up.say_how_it_went(arrangement, Side.ASKER, went)
        _move_back(arrangement, timedelta(days=3 + 4 * number))


def _answered(organisation: Organisation) -> None:
    """Volunteers asked just now: the first has not answered, the second agreed, the third cannot."""
    for number, proposal in enumerate(_open(organisation)[:ACCEPTED]):
        if number == ACCEPTED - 1:
            arranging.refuse_proposal(proposal, RefusedBecause.KNOWS_BETTER)
            continue
        arrangement = _accept(proposal)
        if arrangement is None:
            continue
        if number % 3 == 1:
            arranging.agree(arrangement)
        elif number % 3 == 2:
            arranging.decline(arrangement)


def _open(organisation: Organisation) -> list[Proposal]:
    rows = Proposal.objects.filter(
        organisation=organisation, state=ProposalState.OPEN, offer_key__isnull=False
    )
    return list(rows.order_by("pk"))


def _accept(proposal: Proposal) -> Arrangement | None:
    try:
        return arranging.accept_proposal(proposal, although=ALREADY_LOOKED)
    except NotNow:
        # An earlier proposal of this round took the same half-day.
        return None


def _move_back(arrangement: Arrangement, by: timedelta) -> None:
    """It took place some time ago."""
    Arrangement.objects.filter(pk=arrangement.pk).update(
        day=arrangement.day - by - timedelta(days=7), asked_at=arrangement.asked_at - by
    )


def sign_up(organisation: Organisation, slug: str) -> dict[str, str]:
    """A volunteer and a resident of this commune with an account, to be shown."""
    made: dict[str, str] = {}
    with transaction_within(scopes.of_organisation(organisation)), translation.override("fr"):
        offer = _with_tasks(organisation)
        helped = _just_helped(offer) if offer is not None else None
        need = helped or Need.objects.exclude(state=NeedState.WITHDRAWN).order_by("pk").first()
        if offer is not None:
            made["volunteer"] = _with_account(offer.person, f"volunteer@{slug}.example")
        if need is not None and (offer is None or need.person_id != offer.person_id):
            made["resident"] = _with_account(need.person, f"resident@{slug}.example")
    return made


def _with_tasks(organisation: Organisation) -> Offer | None:
    """A volunteer who was welcomed, has promised one help and is asked for another."""
    mine = Offer.objects.active().filter(organisation=organisation, group=Group.ALONE)
    offer = mine.order_by("-capacity", "pk").first()
    if offer is None:
        return None
    acknowledge_offer(offer)
    _widen(offer)
    asked = (_choose(need, offer, half_day) for need, half_day in list(_could_do(offer)))
    for number, arrangement in enumerate(islice(filter(None, asked), 2)):
        if number == 0:
            arranging.agree(arrangement)
    return offer


def _choose(need: Need, offer: Offer, half_day: int) -> Arrangement | None:
    try:
        return arranging.choose_by_hand(need, offer, half_day, TO_SHOW, although=ALREADY_LOOKED)
    except NotNow:
        # Somebody was asked for it meanwhile; the next one will do.
        return None


def _just_helped(offer: Offer) -> Need | None:
    """A help by this volunteer that took place, and of which neither side has said how it went."""
    for need, half_day in _could_do(offer):
        arrangement = _choose(need, offer, half_day)
        if arrangement is None:
            continue
        arrangement = arranging.agree(arrangement)
        case = Case.objects.get(pk=need.case_id)
        if case.state in OWED:
            cases.answer(case, Reason.COMING, "Quelqu’un vient vous aider.")
        _a_week_ago(arrangement)
        return need
    return None


def _a_week_ago(arrangement: Arrangement) -> None:
    """Everything about it, from the asking to the help itself."""
    week = timedelta(days=7)
    asked_at = arrangement.asked_at - week
    Arrangement.objects.filter(pk=arrangement.pk).update(
        day=arrangement.day - week, asked_at=asked_at, answered_at=asked_at
    )
    before = asked_at - timedelta(days=1)
    need = Need.objects.filter(pk=arrangement.need_id)
    need.filter(made_at__gt=before).update(made_at=before)
    case = Case.objects.filter(need__in=need)
    case.filter(opened_at__gt=before).update(opened_at=before)


def _widen(offer: Offer) -> None:
    """Ready for whatever is asked near by, so that whoever tries the demo has something to see."""
    offer.skills, offer.half_days = sorted(Skill.values), to_bits(range(COUNT))
    offer.languages = sorted(code for code, _name in LANGUAGES)
    offer.safeguards, offer.capacity = sorted(code for code, _said in ASKED_FOR), 7
    offer.radius_m = int(FAR[-1][0])
    offer.save()


def _could_do(offer: Offer) -> Iterator[tuple[Need, int]]:
    """Open needs, each with a half-day of its own on which this volunteer could come."""
    taken: set[int] = set()
    for need in Need.objects.open().filter(organisation=offer.organisation_id).order_by("pk"):
        choices = [one for one in engine.choices_by_hand(need) if one.offer.pk == offer.pk]
        for choice in choices:
            free = next((one for one in choice.half_days if one not in taken), None)
            if choice.may_be_chosen and free is not None:
                taken.add(free)
                yield need, free


def _with_account(person: Person, email: str) -> str:
    made = account(email, person.language)
    if person.account_id is None:
        Person.objects.filter(pk=person.pk).update(account=made)
        signposts.put("account", str(made.pk), person, person.pk)
    return email


def refuse_one(organisation: Organisation, now: datetime) -> None:
    """A reasoned answer that the person contests."""
    with transaction_within(scopes.of_organisation(organisation)), translation.override("fr"):
        case = Case.objects.owed().filter(service="ask-for-help").order_by("pk").last()
        if case is None:
            return
        case = cases.answer(
            case, Reason.NO_MEANS, "Il n’y a pas de chauffeur assuré avant le mois prochain."
        )
        cases.contest(case, "Mon rendez-vous est la semaine prochaine.")
