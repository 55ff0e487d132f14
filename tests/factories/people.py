import factory

from tandem.people.actions import Reach, register_person
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.tenancy.scope import Scope, current, within
from tandem.territory import scopes
from tests.factories.territory import OrganisationFactory

IDENTITY = {
    "first_name": "Odette",
    "last_name": "Van Kerckhoven",
    "born_on": "1941-05-02",
    "phone": "0450 11 22 33",
    "street": "Rue des Tilleuls Inventés 4",
}


def scope_of(*organisations) -> Scope:
    scope = Scope()
    for organisation in organisations:
        scope |= scopes.of_organisation(organisation)
    return scope


def identity_of(**facts) -> Identity:
    return Identity(**{**IDENTITY, **facts})


class PersonFactory(factory.Factory):
    """Registered by the house's own deed; `identity` and `reach` take parts of either."""

    class Meta:
        model = Person

    organisation = factory.SubFactory(OrganisationFactory)
    account = None

    @classmethod
    def _create(cls, model_class, *args, organisation, account, **facts):
        who = {name: facts.pop(name) for name in list(facts) if name in Identity.__slots__}
        reach = {"language": "fr", "channel": Channel.CALL, "postal_code": "1030", **facts}
        with within((current() or Scope()) | scope_of(organisation)):
            return register_person(
                identity_of(**who), Reach(**reach), organisation, account=account
            )
