"""Needs, offers and what comes of them; each supplies whatever the test does not name."""

import factory
from django.utils import timezone

from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.solidarity import arranging, engine
from tandem.solidarity.choices import Contact, Group, HowOften, RefusedBecause, Side, Skill
from tandem.solidarity.models import Need, Offer, Proposal
from tandem.tenancy.scope import Scope, current, within
from tandem.territory.choices import Role
from tandem.toolbox.distance import to_metres
from tandem.toolbox.half_days import to_bits
from tandem.toolbox.sealing import seal
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

EVERY_HALF_DAY = tuple(range(21))
CALLED_OFF = {"door": "phone", "who": "herself", "words": "Her daughter comes to stay with her."}
"""What a coordinator notes of a person who no longer needs it."""
WORDS = "Two bags from the shop at the corner."


def spot(organisation) -> dict:
    east, north = to_metres(organisation.area.lat, organisation.area.lon)
    return {"east": east, "north": north}


class NeedFactory(factory.Factory):
    """Somebody needs a hand; with its case and its person."""

    class Meta:
        model = Need

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    case = factory.SubFactory(
        CaseFactory,
        organisation=factory.SelfAttribute("..organisation"),
        person=factory.SelfAttribute("..person"),
    )
    kind = Skill.ERRANDS
    skill = Skill.ERRANDS
    half_days = EVERY_HALF_DAY
    how_often = HowOften.ONCE
    languages = factory.LazyFunction(lambda: ["fr"])
    contact = Contact.PHONE
    postal_code = "1030"
    what = WORDS

    @classmethod
    def _create(cls, model_class, *args, organisation, half_days, what, **facts):
        with within((current() or Scope()) | scope_of(organisation)):
            need = Need(
                organisation=organisation,
                territory=organisation.area,
                half_days=to_bits(half_days),
                **{**spot(organisation), **facts},
            )
            need.sealed_what = seal(what, need.place) if what else None
            need.save(force_insert=True)
        return need


class OfferFactory(factory.Factory):
    """Somebody does errands at any moment, ten kilometres around."""

    class Meta:
        model = Offer

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(
        PersonFactory,
        organisation=factory.SelfAttribute("..organisation"),
        first_name="Amina",
        last_name="Benali",
        phone="0470 44 55 66",
    )
    skills = factory.LazyFunction(lambda: [Skill.ERRANDS])
    likes = factory.LazyFunction(lambda: [Skill.ERRANDS])
    half_days = EVERY_HALF_DAY
    radius_m = 10_000
    capacity = 3
    languages = factory.LazyFunction(lambda: ["fr"])
    group = Group.ALONE
    welcomed_at = factory.LazyFunction(timezone.now)
    postal_code = "1030"

    @classmethod
    def _create(cls, model_class, *args, organisation, half_days, **facts):
        with within((current() or Scope()) | scope_of(organisation)):
            return Offer.objects.create(
                organisation=organisation,
                territory=organisation.area,
                half_days=to_bits(half_days),
                **{**spot(organisation), **facts},
            )


def member(client, organisation, role=Role.COORDINATOR):
    """Somebody of the organisation is signed in; her account comes back."""
    account = MembershipFactory(organisation=organisation, role=role).account
    client.force_login(account)
    return account


def volunteer(client, **facts) -> Offer:
    """A volunteer with an account is signed in; his offer comes back."""
    organisation = facts.pop("organisation", None) or OrganisationFactory()
    account = AccountFactory()
    person = PersonFactory(
        organisation=organisation, account=account, first_name="Amina", last_name="Benali"
    )
    client.force_login(account)
    return OfferFactory(organisation=organisation, person=person, **facts)


def somebody_let_down(organisation, tuesday: int = 4, wednesday: int = 7) -> Need:
    """Her helper cancels. Who could come instead has promised that half-day to somebody else."""
    facts = {"organisation": organisation}
    need = NeedFactory(half_days=[tuesday], **facts)
    gone = arranging.agree(ask(need, OfferFactory(half_days=[tuesday], **facts)))
    other = NeedFactory(half_days=[tuesday, wednesday], **facts)
    arranging.agree(ask(other, OfferFactory(half_days=[tuesday], capacity=1, **facts)))
    OfferFactory(half_days=[wednesday], capacity=1, **facts)
    arranging.cancel(gone, by=Side.HELPER)
    return need


def propose(*organisations) -> list[Proposal]:
    """A run for the first organisation, whose borders with the others are open."""
    asking = organisations[0]
    read = scope_of(*organisations)
    own = scope_of(asking)
    scope = Scope(read.may_read, own.may_write, read.organisations)
    with within(scope):
        engine.propose(asking)
        return list(Proposal.objects.filter(organisation=asking, state="open").order_by("pk"))


def ask(need: Need, offer: Offer, half_day: int = 4):
    """The volunteer is asked by a coordinator's choice; the arrangement comes back."""
    read = scope_of(need.organisation, offer.organisation)
    own = scope_of(need.organisation)
    scope = Scope(read.may_read, own.may_write, read.organisations)
    with within(scope), acting(Asker(organisation=need.organisation_id, door=Door.WEB)):
        return arranging.choose_by_hand(
            need, offer, half_day, RefusedBecause.KNOWS_BETTER, although="It was agreed before."
        )
