"""A token speaks for the commune of whoever gave it, and for no other."""

import pytest

from tandem.cases.models import Case
from tandem.doors.api import access
from tandem.tenancy.scope import within
from tandem.territory.choices import OrganisationKind
from tests.factories import OrganisationFactory, PlatformFactory, scope_of
from tests.parity.drivers import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(commune):
    """A program of another commune, that knows the postal code of this one."""
    return Api(desk=OrganisationFactory(area__postal_code="1000"))


@pytest.fixture
def natural(elsewhere, service, answers):
    elsewhere.service = service
    written = {name: elsewhere._natural(name, raw) for name, raw in answers.items()}
    return {name: {"yes": True, "no": False}.get(str(said), said) for name, said in written.items()}


def ask(program, natural):
    body = {"language": "nl", "answers": natural}
    return program.call("post", "services/ask-for-help/cases", body, **program.once())


def cases_of(organisation):
    with within(scope_of(organisation)):
        return Case.objects.count()


def test_a_program_of_another_commune_is_refused_and_nothing_is_kept(elsewhere, natural, commune):
    response = ask(elsewhere, natural)

    assert response.status_code == 403
    assert str(commune.area) in response.json()["title"]
    assert cases_of(commune) == 0


def test_without_the_guard_it_asks_in_the_name_of_people_there(
    elsewhere, natural, commune, monkeypatch
):
    monkeypatch.setattr(access, "speaks_for", lambda organisation, commune: True)

    assert ask(elsewhere, natural).status_code == 201
    assert cases_of(commune) == 1


def test_step_by_step_it_is_refused_at_the_step_that_names_the_place(elsewhere, natural):
    begun = elsewhere.call("post", "services/ask-for-help/drafts", {"language": "nl"}).json()
    word = {"Tandem-Word": begun["word"]}
    path = f"drafts/{begun['reference']}"

    refused = elsewhere.call("patch", path, {"answers": natural}, **word)

    assert refused.status_code == 403
    assert elsewhere.call("get", path, **word).json()["answers"] == {}


def test_a_shared_telephone_service_speaks_for_its_platform(natural, commune):
    platform = PlatformFactory()
    platform.communes.add(commune.area)
    commune.platform = platform
    commune.save(update_fields=["platform"])
    shared = Api(
        desk=OrganisationFactory(
            kind=OrganisationKind.CALL_CENTRE, platform=platform, takes_in=False
        )
    )

    assert ask(shared, natural).status_code == 201
