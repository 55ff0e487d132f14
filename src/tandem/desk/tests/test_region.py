"""The made-up region is true to what the house can do."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.cases.models import Case, Measurement
from tandem.cases.rules import OWED
from tandem.desk.region import stories
from tandem.people.models import Person
from tandem.solidarity.choices import ArrangementState
from tandem.solidarity.forms import LANGUAGES
from tandem.solidarity.models import Arrangement, Need, Offer
from tandem.solidarity.tests.factories import NeedFactory, OfferFactory, ask
from tandem.tenancy.scope import within
from tandem.territory.models import Organisation
from tests.factories import OrganisationFactory, PersonFactory, scope_of


@pytest.mark.django_db
def test_what_is_shown_is_true_to_what_the_house_can_do():
    """One region for all of it: making one takes long."""
    call_command("seed_region", people=60, communes=1, stdout=StringIO())

    region = Organisation.objects.get(takes_in=True)
    account = Account.objects.get(email__startswith="volunteer@")
    with within(scope_of(region)):
        offer = Offer.objects.get(person__account=account)
        tasks = set(Arrangement.objects.filter(offer=offer).values_list("state", flat=True))
        case = Case.objects.get(pk=offer.case_id)
        waiting = {timezone.localdate(need.made_at) for need in Need.objects.all()}
        spoken = {code for need in Need.objects.all() for code in need.languages}
        spoken |= {code for one in Offer.objects.all() for code in one.languages}
        spoken |= {code for one in Person.objects.all() for code in one.other_languages}

        past = Arrangement.objects.get(
            offer=offer, day__lte=timezone.localdate(), state=ArrangementState.AGREED
        )
        resident, asker = Account.objects.get(email__startswith="resident@"), past.need.person
        said = past.feedbacks.count()

    # Of a help that took place both who sign in may still say how it went.
    assert past.asked_at.date() < past.day
    assert (said, asker.account_id) == (0, resident.pk)
    # The volunteer who signs in has promised a help, is asked for another, and was welcomed.
    assert {ArrangementState.AGREED, ArrangementState.ASKED} <= tasks
    assert case.state not in OWED
    assert len(waiting) > 1, "every need waits since today"
    assert spoken <= set(dict(LANGUAGES))
    # Some had asked before, by every door, so that the page of the doors has figures.
    rows = Measurement.objects.get().figures["doors"]
    shown = [row for row in rows if row["service"] == "" and row["answered"]]
    assert len(shown) > 1
    assert all(row["days"] is not None for row in shown)


@pytest.mark.django_db
def test_the_volunteer_shown_is_asked_also_where_somebody_comes_first():
    organisation = OrganisationFactory(takes_in=True)
    with within(scope_of(organisation)):
        helped = PersonFactory(organisation=organisation)
        ask(
            NeedFactory(organisation=organisation, person=helped),
            OfferFactory(organisation=organisation, capacity=1),
        )
        NeedFactory(organisation=organisation, person=helped)
        NeedFactory(organisation=organisation, no_program=True)
        OfferFactory(organisation=organisation)

    stories.sign_up(organisation, "shown")

    with within(scope_of(organisation)):
        account = Account.objects.get(email__startswith="volunteer@")
        offer = Offer.objects.get(person__account=account)
        assert Arrangement.objects.filter(offer=offer).count() == 2
