# ruff: noqa: F811 - a fixture is asked for by the name under which it was imported
"""A photo is chosen and seen, with script and without; with it, less goes over a slow line."""

import pytest
from django.core import signals
from PIL import Image

from tandem.services import catalogue
from tests.browser import browser_type_launch_args, collected, site  # noqa: F401
from tests.factories import OrganisationFactory
from tests.photographed import Broken, exif, saved

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
AT = f"/s/{Broken.slug}/photo/"


@pytest.fixture
def photo(monkeypatch) -> bytes:
    """As large as those of a telephone."""
    monkeypatch.setitem(catalogue._offered, Broken.slug, Broken)
    OrganisationFactory(area__postal_code="1030")
    noise = Image.effect_noise((3_000, 2_000), 30).convert("RGB")
    return saved(noise, quality=90, exif=exif())


def length(environ) -> int:
    """Of what a browser sends with a request."""
    return int(environ.get("CONTENT_LENGTH") or 0)


@pytest.mark.parametrize(
    ("script", "place", "less"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_a_photo_is_sent_and_seen_before_anything_else(browser, site, photo, script, place, less):
    context = browser.new_context(
        java_script_enabled=script, locale="en", viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    sent, complaints = [], []
    signals.request_started.connect(arrived := lambda environ, **_: sent.append(length(environ)))
    page.on("console", lambda one: complaints.append(one.text))
    page.goto(f"{site}{AT[: -len('photo/')]}where/")
    page.fill("#id_where_postal_code", "1030")
    page.get_by_role("button", name="Continue").click()
    page.goto(site + AT)
    file = {"name": "IMG_0471.jpg", "mimeType": "image/jpeg", "buffer": photo}
    page.set_input_files("#id_photo_file", file)
    page.locator("#id_photo_place").set_checked(place)
    page.get_by_role("button", name="Continue").click()

    shown = page.locator("figure.photo img")
    shown.wait_for()

    assert page.url == site + AT and complaints == []
    assert (max(sent) < len(photo) / 2) == less
    box = shown.bounding_box()
    assert box["width"] > 100 and box["x"] + box["width"] <= 320
    if script:
        assert shown.evaluate("one => one.naturalWidth") == 1_600
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("#id_photo_place").is_checked() == place
    context.close()
    signals.request_started.disconnect(arrived)
