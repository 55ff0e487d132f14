"""Before somebody is erased the doors are asked, and take out what they keep of her."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from tandem.doors.actions import mark_called_back, promise_call_back
from tandem.doors.models import PersonalSheet
from tandem.doors.paper.actions import sheet_for
from tandem.people.models import Person
from tandem.people.retention import StillNeeded, erase
from tandem.tenancy.scope import within
from tests.factories import AccountFactory, PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


@pytest.fixture
def ana(commune):
    with within(scope_of(commune)):
        yield PersonFactory(organisation=commune)


def test_nobody_is_erased_to_whom_a_call_is_promised(ana):
    promised = promise_call_back(ana.organisation, timezone.now(), by=AccountFactory(), person=ana)

    with pytest.raises(StillNeeded) as told:
        erase(ana)
    mark_called_back(promised)
    erase(ana)

    with override("en"):
        said = [str(one) for one in told.value.reasons]
    assert said == ["A call back is still promised to this person."]
    assert Person.objects.get().erased_at is not None


def test_sheets_made_for_her_go_with_her(ana, service):
    sheet_for(ana, service)

    erase(ana)

    assert not PersonalSheet.objects.exists()
