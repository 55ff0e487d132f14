"""Who looks at a complaint: chosen by region, and said until when it is sure."""

from datetime import date

import pytest

from tandem.desk import complaints
from tandem.territory.choices import AreaKind
from tandem.territory.models import Area, PostalCode
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
BRUSSELS, NAMUR = "Ombuds Brussels", "Ombudsman of Wallonia"


@pytest.fixture
def two_regions():
    """A commune in Brussels, and one in a Walloon province; their postal codes."""
    codes = []
    for nis, between in ((complaints.BRUSSELS, False), (complaints.WALLONIA, True)):
        above, _made = Area.objects.get_or_create(
            nis=nis, defaults={"kind": AreaKind.REGION, "name": f"Region {nis}"}
        )
        if between:
            above = Area.objects.create(
                kind=AreaKind.PROVINCE, nis="29999", name="Province", parent=above
            )
        town = OrganisationFactory()
        Area.objects.filter(pk=town.area_id).update(parent=above)
        codes.append(PostalCode.objects.filter(commune=town.area_id).first().code)
    return codes


def test_the_privacy_page_names_the_ombudsmen_of_the_regions_that_are_served(client, two_regions):
    client.cookies["language"] = "en"

    text = client.get("/privacy/").text

    assert all(name in text for name in ("Data Protection Authority", BRUSSELS, NAMUR))
    assert "Federal Ombudsman" in text
    assert "Flemish" not in text
    assert "02 549 67 00" in text


def test_whoever_names_her_commune_reads_of_her_own_region(client, two_regions):
    client.cookies["language"] = "en"
    brussels, namur = two_regions

    assert NAMUR not in client.get(f"/contact/?postal_code={brussels}").text
    assert BRUSSELS not in client.get(f"/contact/?postal_code={namur}").text


def test_each_address_says_where_it_was_read_and_by_when_again():
    for one in (complaints.AUTHORITY, *complaints.OMBUDSMEN):
        assert one.source
        assert one.checked_on < one.review_by
        assert not one.is_due(one.review_by)
        assert one.is_due(date(one.review_by.year + 1, 1, 1))
