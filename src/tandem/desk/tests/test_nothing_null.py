"""A NUL in what comes in breaks nothing: no row of the database can hold one, and nobody types one."""

import re

import pytest
from django.conf import settings as house
from django.db import DataError
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory

from tandem.desk.open_pages import PUBLIC
from tandem.desk.tests.test_strangers import addresses
from tandem.ui.nothing_null import WithoutNull
from tests.factories import OrganisationFactory
from tests.house.source import house_modules

NAMED = re.compile(r'request\.GET(?:\.get(?:list)?\(|\[)"(\w+)"|"(\w+)" in request\.GET')
OURS = "tandem.ui.nothing_null.WithoutNull"


def asked_for():
    """Every value that a page reads by its name from an address."""
    found = {name for one in house_modules() for pair in NAMED.findall(one.text) for name in pair}
    return sorted(found - {""})


@pytest.mark.django_db
def test_no_public_page_stumbles_over_one_in_any_value_it_reads():
    OrganisationFactory(area__postal_code="1030")
    client, names = Client(raise_request_exception=False), asked_for()
    assert {"postal_code", "page", "after", "next", "since"} <= set(names)
    said = "&".join(f"{name}=1030%00" for name in names)

    broken = [
        (name, path)
        for name, path in addresses({"postal_code": "1030"})
        if name in PUBLIC - {"desk:health"} and client.get(f"{path}?{said}").status_code >= 500
    ]

    assert broken == []
    assert client.get("/streets/%00/").status_code == 404
    client.cookies["sessionid"] = '"\\000abc"'
    assert client.get("/contact/").status_code == 200


@pytest.mark.django_db
def test_without_the_one_place_a_page_fails(settings):
    """The twin."""
    settings.MIDDLEWARE = [one for one in house.MIDDLEWARE if one != OURS]

    with pytest.raises(DataError, match="NUL"):
        Client().get("/contact/?postal_code=%00")


def read(request):
    def view(request):
        return HttpResponse()

    middleware = WithoutNull(view)
    middleware(request)
    middleware.process_view(request, view, (), {})
    return request


def test_what_stood_around_one_makes_no_other():
    request = read(RequestFactory().get("/?a=x%%0000y&b=%2500"))

    assert request.GET.dict() == {"a": "xy", "b": "%00"}


def test_what_is_typed_into_a_form_is_kept_as_it_is():
    posted = {"a": ["1\0", "2"], "c": ["é"]}

    assert dict(read(RequestFactory().post("/", posted)).POST.lists()) == posted


def test_an_address_with_one_leads_nowhere():
    with pytest.raises(Http404):
        read(RequestFactory().get("/x%00/"))
