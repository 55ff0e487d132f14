import pytest

from tandem.solidarity.neighbours.choices import MemberState, SeekerState
from tandem.solidarity.neighbours.models import CircleMember, Seeker
from tandem.solidarity.neighbours.tests.factories import SeekerFactory, asked
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, open_session, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
HERE = "/solidarity/yours/company/"


@pytest.fixture
def town():
    return OrganisationFactory()


@pytest.fixture
def opened(client, town):
    """Two were asked; the case of one is open for this visit."""
    with within(scope_of(town)):
        ana, _ben = (SeekerFactory(organisation=town) for _one in range(2))
        asked(town)
    open_session(client, ana.case)
    return ana


def state_of(town, seeker) -> tuple[str, str]:
    with within(scope_of(town)):
        state = Seeker.objects.get(pk=seeker.pk).state
        return state, CircleMember.objects.get(seeker=seeker).state


def test_she_reads_what_is_shared_and_says_yes(client, town, opened):
    said = client.get(HERE, HTTP_ACCEPT_LANGUAGE="en").text
    assert "A neighbour would like company too. You share: Walking." in said

    client.post(HERE, {"answer": "yes"})

    assert state_of(town, opened) == (SeekerState.ASKED, MemberState.YES)
    assert "We wait for the others." in client.get(HERE, HTTP_ACCEPT_LANGUAGE="en").text


def test_she_leaves_and_need_not_say_why(client, town, opened):
    client.post(HERE, {"answer": "leave"})

    assert state_of(town, opened) == (SeekerState.ENDED, MemberState.OVER)


def test_without_an_open_request_there_is_nothing(client, town):
    assert client.get(HERE).status_code == 404
    assert client.post(HERE, {"answer": "yes"}).status_code == 404
