"""People who look for company; each supplies whatever the test does not name."""

import factory

from tandem.solidarity.neighbours import actions, engine
from tandem.solidarity.neighbours.choices import CircleState, Matter
from tandem.solidarity.neighbours.models import Circle, Seeker
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import signposts
from tandem.toolbox.half_days import to_bits
from tests.factories import CaseFactory, OrganisationFactory, PersonFactory, scope_of

WHERE = "On Thursday 3 December at 14 o’clock in the library, Samira is there."


class SeekerFactory(factory.Factory):
    """Somebody who likes to walk, and has time on Tuesday."""

    class Meta:
        model = Seeker

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(
        PersonFactory, organisation=factory.SelfAttribute("..organisation"), language="en"
    )
    case = factory.SubFactory(
        CaseFactory,
        organisation=factory.SelfAttribute("..organisation"),
        person=factory.SelfAttribute("..person"),
        service="find-company",
        language="en",
    )
    interests = factory.LazyFunction(lambda: ["walk"])
    languages = factory.LazyFunction(lambda: ["fr"])
    half_days = (3, 4)
    of_age = True
    matter = Matter.INTERESTS
    postal_code = "1030"

    @classmethod
    def _create(cls, model_class, *args, organisation, half_days, **facts):
        with within((current() or Scope()) | scope_of(organisation)):
            seeker = Seeker.objects.create(
                organisation=organisation,
                territory=organisation.area,
                half_days=to_bits(half_days),
                **facts,
            )
            signposts.put(actions.ANSWER, seeker.case.reference, seeker, seeker.pk)
        return seeker


def proposed(town) -> list[Circle]:
    engine.propose(town)
    return list(Circle.objects.filter(state=CircleState.PROPOSED).order_by("pk"))


def asked(town) -> Circle:
    [circle] = proposed(town)
    actions.ask(circle, WHERE)
    circle.refresh_from_db()
    return circle
