import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from tandem.journal.models import Entry
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.territory.actions import open_platform
from tandem.territory.choices import AreaKind, OrganisationKind
from tandem.territory.loading import load_areas
from tandem.territory.models import Area, Membership, Organisation, PostalCode
from tandem.territory.queries import organisation_for
from tests.factories import (
    AccountFactory,
    AreaFactory,
    OrganisationFactory,
    PersonFactory,
    scope_of,
)

TERRITORY = settings.ROOT / "demo" / "territory.json"


@pytest.mark.django_db
def test_the_country_is_loaded_once_however_often_it_is_loaded():
    load_areas(TERRITORY)
    call_command("load_territory", TERRITORY, verbosity=0)

    assert Area.objects.communes().count() == 565
    wavre = Area.objects.get(kind=AreaKind.COMMUNE, name="Wavre")
    assert wavre.postal_codes.filter(code="1300").exists()
    assert wavre.parent.kind == AreaKind.PROVINCE
    assert PostalCode.objects.filter(code="1040").count() > 1


@pytest.mark.django_db
def test_a_name_corrected_in_the_file_is_corrected_in_the_house(tmp_path):
    told = json.loads(TERRITORY.read_text(encoding="utf-8"))
    load_areas(TERRITORY)
    told["communes"][0]["nl"] = "Aartselaar-Nieuw"
    file = tmp_path / "territory.json"
    file.write_text(json.dumps(told), encoding="utf-8")

    load_areas(file)

    assert Area.objects.get(nis=told["communes"][0]["nis"]).name == "Aartselaar-Nieuw"


@pytest.mark.django_db
def test_a_code_shared_by_communes_leads_to_the_one_it_is_most_of():
    small, large = OrganisationFactory.create_batch(2)
    PostalCode.objects.create(code="1040", commune=small.area)
    for code in ("1040", "1000", "1020"):
        PostalCode.objects.get_or_create(code=code, commune=large.area)

    assert organisation_for("1040") == (small.area, small)
    assert organisation_for("9999") is None


@pytest.mark.django_db
def test_a_platform_of_several_communes_has_a_service_each_and_one_telephone():
    communes = [AreaFactory(), AreaFactory()]
    administrator = AccountFactory()

    open_platform("Together", communes, telephone="02 000 00 00", administrator=administrator)

    kinds = list(Organisation.objects.order_by("pk").values_list("kind", "takes_in"))
    assert kinds == [
        (OrganisationKind.COMMUNE, True),
        (OrganisationKind.COMMUNE, True),
        (OrganisationKind.CALL_CENTRE, False),
    ]
    assert Membership.objects.filter(account=administrator).count() == 3
    with within(scope_of(*Organisation.objects.all())):
        assert Entry.objects.filter(word="territory.platform_opened").count() == 3


@pytest.mark.django_db
def test_a_signpost_leads_whoever_knows_the_text_and_nobody_else():
    person = PersonFactory()
    with within(scope_of(person.organisation)):
        signposts.put("case", "7K2A.mokadelu", person, person.pk)

    with within(None):
        place = signposts.find_one("case", "7K2A.mokadelu")
        assert (place.target, place.organisation) == (str(person.pk), person.organisation_id)
        assert signposts.find("case", "7K2A.mokadela") == ()
        assert signposts.find("token", "7K2A.mokadelu") == ()


@pytest.mark.django_db
def test_a_text_that_leads_to_several_leads_nobody_alone():
    one, other = PersonFactory(), PersonFactory()
    with within(scope_of(one.organisation, other.organisation)):
        for person in (one, other):
            signposts.put("phone", "+32450112233", person, person.pk)

    assert len(signposts.find("phone", "+32450112233")) == 2
    assert signposts.find_one("phone", "+32450112233") is None


@pytest.mark.django_db
def test_a_signpost_with_an_end_leads_nowhere_after_it():
    person = PersonFactory()
    with within(scope_of(person.organisation)):
        past = timezone.now() - timedelta(minutes=1)
        signposts.put("token", "gone", person, person.pk, until=past)
        signposts.put("token", "still", person, person.pk, until=past + timedelta(days=1))

    assert signposts.find("token", "gone") == ()
    assert len(signposts.find("token", "still")) == 1


@pytest.mark.django_db
def test_who_takes_in_is_read_whole():
    OrganisationFactory(area__postal_code="1030", names={"nl": "Schaarbeek"}, takes_in=True)
    kept = Organisation.objects.select_related("area").get()

    area, organisation = organisation_for("1030")

    for found, row in ((area, kept.area), (organisation, kept), (organisation.area, kept.area)):
        for field in row._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(row, field.attname), field
    organisation.save()
    assert Organisation.objects.count() == 1
