from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tandem.accounts.models import Account
from tandem.territory.choices import AreaKind, OrganisationKind, Role
from tandem.territory.models import (
    Agreement,
    Area,
    Membership,
    Organisation,
    Platform,
    PostalCode,
)

PASSWORD = "four ordinary words here"


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = Account
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"colleague{n}@example.example")

    @classmethod
    def _create(cls, model_class, *args, password=PASSWORD, **facts):
        return Account.objects.create_account(password=password, **facts)


class AreaFactory(DjangoModelFactory):
    """A commune with one postal code of its own."""

    class Meta:
        model = Area
        skip_postgeneration_save = True

    kind = AreaKind.COMMUNE
    nis = factory.Sequence(lambda n: f"9{n:04}")
    name = factory.Sequence(lambda n: f"Commune {n}")
    lat, lon = 50.85, 4.37
    required_languages = factory.LazyFunction(lambda: ["fr", "nl"])

    @factory.post_generation
    def postal_code(self, create, code, **_facts):
        if self.kind == AreaKind.COMMUNE:
            PostalCode.objects.create(code=code or f"{1000 + self.pk % 8999}", commune=self)


class PlatformFactory(DjangoModelFactory):
    class Meta:
        model = Platform

    name = factory.Sequence(lambda n: f"Platform {n}")
    telephone = "02 000 00 00"


class OrganisationFactory(DjangoModelFactory):
    """A commune that takes in what its people ask."""

    class Meta:
        model = Organisation

    kind = OrganisationKind.COMMUNE
    area = factory.SubFactory(AreaFactory)
    name = factory.LazyAttribute(lambda made: f"Town hall of {made.area.name}")
    takes_in = True


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    account = factory.SubFactory(AccountFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.COORDINATOR
    # Of long standing: what a newcomer may not do is tested by who says so.
    since = factory.LazyFunction(lambda: timezone.now() - timedelta(days=60))


class AgreementFactory(DjangoModelFactory):
    """Signed by both, in force."""

    class Meta:
        model = Agreement

    one = factory.SubFactory(OrganisationFactory)
    other = factory.SubFactory(OrganisationFactory)
    proposed_by = factory.SelfAttribute("one")
    signed_on = factory.LazyFunction(lambda: date(2020, 1, 1))
    until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=300))
