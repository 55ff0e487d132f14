# ruff: noqa: F811 - a fixture is asked for by the name under which it was imported
import pytest
from django.db import transaction

from tests.browser import browser_type_launch_args, collected, sign_in, site  # noqa: F401
from tests.looks.door_pages import a_script_with_mistakes
from tests.looks.street_pages import office

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "looks"])
NEEDS_GOODS = 'details[data-needs="kind"][data-in="goods"]'


@pytest.mark.parametrize("script", [True, False])
def test_the_operators_page_folds_with_script_and_can_be_opened_without(browser, site, script):
    path, account = a_script_with_mistakes()
    context = browser.new_context(java_script_enabled=script, locale="en")
    sign_in(context, site, account)
    page = context.new_page()
    page.goto(site + path)
    quantity = page.locator("#id_quantity")
    assert not quantity.is_visible()

    page.locator('[name="kind"][value="goods"]').check()
    if not script:
        page.locator(f"{NEEDS_GOODS} > summary").click()

    assert quantity.is_visible()
    context.close()


def test_on_a_small_screen_the_menu_of_the_desk_opens_and_closes_without_script(browser, site):
    path, account = a_script_with_mistakes()
    context = browser.new_context(
        java_script_enabled=False, locale="de", viewport={"width": 320, "height": 640}
    )
    sign_in(context, site, account)
    page = context.new_page()
    page.goto(site + path)
    links = page.locator("#menu li a")
    assert links.count() > 5
    assert not links.first.is_visible()

    page.locator(".menu-opens").click()

    boxes = [box for link in links.all() if (box := link.bounding_box())]
    assert len(boxes) == links.count()
    assert all(box["x"] + box["width"] <= 320 and box["height"] >= 44 for box in boxes)
    page.locator(".menu-closes").click()
    assert not links.first.is_visible()
    context.close()


def test_on_a_small_screen_the_tabs_of_a_page_do_not_fold_with_the_menu(browser, site):
    with transaction.atomic():
        path, account = office("")()
    context = browser.new_context(
        java_script_enabled=False, locale="nl", viewport={"width": 320, "height": 640}
    )
    sign_in(context, site, account)
    page = context.new_page()
    page.goto(site + path)

    tabs = page.locator("main .tabs a")

    assert tabs.count() > 5 and all(tab.is_visible() for tab in tabs.all())
    context.close()
