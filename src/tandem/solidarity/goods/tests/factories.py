"""Gifts and asks; each supplies whatever the test does not name."""

import factory

from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.people.words import seal_for
from tandem.solidarity.goods import actions, engine
from tandem.solidarity.goods.actions import Decision
from tandem.solidarity.goods.choices import Brought, Comes, Sort
from tandem.solidarity.goods.models import Gift, GoodsAsk, ShareOut
from tandem.tenancy.scope import Scope, current, within
from tests.factories import CaseFactory, OrganisationFactory, PersonFactory, scope_of

WHERE = "At the town hall, desk 4, until Friday 18 December."


class Row(factory.Factory):
    class Meta:
        abstract = True

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    case = factory.SubFactory(
        CaseFactory,
        organisation=factory.SelfAttribute("..organisation"),
        person=factory.SelfAttribute("..person"),
    )
    sort = Sort.BLANKETS
    postal_code = "1030"
    what = "New, 140 by 200."

    @classmethod
    def _create(cls, model_class, *args, organisation, what, **facts):
        with within((current() or Scope()) | scope_of(organisation)):
            row = model_class(organisation=organisation, territory=organisation.area, **facts)
            if what:
                row.sealed_what = seal_for(row.person_id, row, what.encode(), row.place)
            row.save(force_insert=True)
        return row


class GiftFactory(Row):
    """Sixty blankets."""

    class Meta:
        model = Gift

    quantity = 60
    brought = Brought.BROUGHT
    case = factory.SubFactory(
        CaseFactory,
        organisation=factory.SelfAttribute("..organisation"),
        person=factory.SelfAttribute("..person"),
        service="give-goods",
    )


class GoodsAskFactory(Row):
    """Somebody asks for two, for herself."""

    class Meta:
        model = GoodsAsk

    quantity = 2
    heads = 1
    comes = Comes.FETCHES
    case = factory.SubFactory(
        CaseFactory,
        organisation=factory.SelfAttribute("..organisation"),
        person=factory.SelfAttribute("..person"),
        service="ask-for-goods",
    )


def proposed(gift: Gift, **aside: int) -> ShareOut:
    share_out = engine.propose(gift, aside)
    assert share_out is not None
    return share_out


def decided(
    share_out: ShareOut, changed=None, *, because: str = "", words: str = "", by: int | None = None
) -> None:
    """As proposed, but for what is changed, by ask; `by`: the account that decides."""
    numbers = {
        str(one.key): (changed or {}).get(one.ask_id, one.proposed)
        for one in share_out.parcels.all()
    }
    with acting(Asker(by, share_out.organisation_id, Door.WEB)):
        actions.decide(share_out, Decision(numbers, WHERE, because, words))
