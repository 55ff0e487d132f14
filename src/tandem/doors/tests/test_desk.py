import re

import pytest
from django.test import Client
from django.urls import reverse

from tandem.journal.choices import Purpose
from tandem.journal.models import Entry
from tandem.people.reveal import reveal_one
from tandem.services import drafts
from tandem.tenancy.scope import within
from tandem.territory.choices import OrganisationKind
from tandem.toolbox.reference import spaced
from tests.factories import (
    AccountFactory,
    AgreementFactory,
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    scope_of,
)
from tests.parity.answers import Somebody, by_question
from tests.parity.drivers import InPerson, Telephone
from tests.parity.outcome import case_of
from tests.parity.pages import Page

pytestmark = pytest.mark.django_db
ODETTE = {"first_name": "Odette", "last_name": "Van Kerckhoven", "phone": "0450 11 22 33"}


@pytest.fixture
def odette(commune):
    return PersonFactory(organisation=commune, **ODETTE)


def search(desk: Telephone, **said: str) -> Page:
    return desk.browser.post("/desk/search/", said)


def begun(desk: Telephone, service, answers, *names: str) -> Telephone:
    desk.begin(service)
    desk.answer({name: answers[name] for name in names or answers})
    return desk


@pytest.mark.parametrize("role", [None, "officer", "administrator"])
def test_to_others_the_desk_is_not_there(role, commune, desk, service, answers, odette):
    begun(desk, service, answers, "where")
    client = Client()
    if role:
        client.force_login(MembershipFactory(organisation=commune, role=role).account)

    pages = ["known", "review", "sent", "kept", "throw-away", "call-back"]
    paths = [desk.draft, *(f"{desk.draft}{page}/" for page in pages)]
    paths += ["/desk/", "/desk/search/", "/desk/take-up/", "/desk/new/"]
    paths += [f"/desk/new/{odette.key}/", f"/desk/new/{odette.key}/call-back/"]
    for path in paths:
        found = {client.get(path).status_code, client.post(path, {}).status_code}
        # A stranger is asked to sign in, and learns nothing more.
        assert found <= ({404, 405} if role else {302, 403, 405}), path


def test_another_desk_cannot_tell_that_there_is_a_draft(desk, service, answers):
    begun(desk, service, answers, "where")
    stranger = Telephone(desk=OrganisationFactory())

    assert stranger.browser.client.get(desk.draft).status_code == 404
    assert stranger.browser.client.post(desk.draft, {"do": "keep"}).status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {"name": "odete"},
        {"name": "VAN KERCKHOVEN"},
        {"phone": "+32 450 11 22 33"},
        {"born_on_day": "2", "born_on_month": "5", "born_on_year": "1941"},
    ],
)
def test_somebody_known_is_found_by_what_she_says(said, desk, odette):
    page = search(desk, **said)

    assert "Odette Van Kerckhoven" in page.text


def test_a_search_shows_no_more_than_it_takes_to_recognise(desk, odette, commune):
    page = search(desk, name="Odette")

    assert "… 33" in page.text
    assert "1941" in page.text
    assert "0450" not in page.html
    assert "Tilleuls" not in page.html
    assert "Odette" not in desk.browser.path
    with within(scope_of(commune)):
        looks = Entry.objects.looks().about(odette.key).filter(word="people.searched")
        assert [look.door for look in looks] == ["phone"]


def test_a_search_by_what_is_no_number_says_so(desk, odette):
    page = search(desk, phone="abc")

    assert "We do not recognise this number." in page.text


def test_a_search_for_nothing_finds_nobody(desk, odette):
    page = search(desk)

    assert "Write a name, a number, a date of birth or a reference." in page.text
    assert "Odette" not in page.html


def test_what_is_known_of_her_need_not_be_asked_again(desk, odette, service, commune):
    path = reverse("doors:desk_new_for", args=[odette.key])

    page = desk.browser.post(path, {"service": service.slug, **desk.call})

    assert page.values["who_first_name"] == ["Odette"]
    assert page.values["reach_phone"] == ["0450 11 22 33"]
    assert page.values["where_postal_code"] == ["1030"]


def test_whom_the_operator_recognised_stays_one_person_reached_as_she_says_now(
    desk, odette, service, answers, commune
):
    path = reverse("doors:desk_new_for", args=[odette.key])
    desk.browser.post(path, {"service": service.slug, **desk.call})
    desk.draft = desk.browser.path
    rest = {name: raw for name, raw in answers.items() if name not in {"who", "reach"}}
    changed = {"reach_channel": ["sms"], "reach_phone": ["0450 99 88 77"]}
    desk.answer(rest | {"reach": changed})
    told = desk.send()

    assert case_of(told.reference).person == odette
    with within(scope_of(commune)):
        odette.refresh_from_db()
        who = reveal_one(odette, Purpose.CONTACT)
    assert odette.channel == "sms"
    assert who.phone == "0450 99 88 77"
    assert who.full_name == "Odette Van Kerckhoven"


def test_somebody_alike_is_proposed_and_nobody_is_joined_by_itself(desk, odette, service, answers):
    same = {
        "who": answers["who"]
        | {"who_first_name": ["Odette"], "who_last_name": ["Vankerckhoven"], "who_year": ["1941"]},
        "reach": {"reach_channel": ["call"], "reach_phone": ["0450112233"]},
    }
    begun(desk, service, answers | same)

    page = desk.answer({}, do="review")

    assert desk.browser.path == f"{desk.draft}known/"
    assert "Odette Van Kerckhoven" in page.text
    desk.browser.post(desk.browser.path, {"person": str(odette.pk)})
    assert desk.browser.path == f"{desk.draft}review/"
    told = desk.browser.post(desk.browser.path, {})
    assert case_of(told.html.split("<bdi>")[1].split("</bdi>")[0]).person == odette


def test_somebody_new_is_asked_once_and_again_if_the_name_changes(desk, odette, service, answers):
    same = {"reach": {"reach_channel": ["call"], "reach_phone": ["0450 11 22 33"]}}
    named = {"who": answers["who"] | {"who_first_name": ["Odette"]}}
    begun(desk, service, answers | same | named)

    desk.review()
    assert desk.browser.path == f"{desk.draft}review/"
    desk.answer({}, do="review")
    assert desk.browser.path == f"{desk.draft}review/"
    desk.answer({"who": answers["who"] | {"who_last_name": ["Kerckhoven"]}}, do="review")
    assert desk.browser.path == f"{desk.draft}known/"


@pytest.mark.parametrize(
    "typed",
    [
        {"reach_channel": ["email"], "reach_email": ["her own"]},
        {"reach_channel": ["email"], "reach_email": ["hall@example.example"]},
        {"reach_channel": ["call"], "reach_phone": ["02 000 10 30"]},
        {"reach_channel": ["call"], "reach_phone": ["+3220000000"]},
        {"reach_channel": ["sms"], "reach_phone": ["0450 55 55 55"]},
    ],
)
def test_the_operators_own_contacts_never_land_in_the_persons_fields(
    typed, desk, service, answers, commune
):
    PlatformFactory(telephone="02 000 00 00")
    account = desk.member.account
    PersonFactory(organisation=commune, account=account, phone="0450555555")
    typed = {
        name: [account.email.upper() if said == "her own" else said for said in values]
        for name, values in typed.items()
    }
    begun(desk, service, answers)

    page = desk.answer({"reach": typed}, do="review")

    assert "Write the person's, or choose another way." in " ".join(page.errors)
    # Nor by going straight to the sending.
    desk.browser.post(f"{desk.draft}review/", {})
    assert desk.browser.path == f"{desk.draft}?check=all"


def test_an_operator_who_lives_elsewhere_cannot_give_her_own_number_either(desk, service, answers):
    home = OrganisationFactory()
    PersonFactory(organisation=home, account=desk.member.account, phone="0450555555")
    begun(desk, service, answers)

    page = desk.answer({"reach": {"reach_channel": ["call"], "reach_phone": ["0450 55 55 55"]}})

    assert "This is your own telephone number" in " ".join(page.errors)


def test_no_field_of_the_person_is_filled_in_by_the_operators_browser(desk, service):
    desk.begin(service)

    asked = re.findall(
        r"<(?:input|textarea)[^>]+name=\"(?:who|where|reach)_[^>]+>", desk.browser.page.html
    )
    typed = [one for one in asked if 'type="radio"' not in one]
    assert typed
    assert all('autocomplete="off"' in one for one in typed)


def test_questions_are_spoken_in_the_language_of_the_call(desk, service):
    desk.language = "nl"
    desk.begin(service)

    assert '<span lang="nl">' in desk.browser.page.html


def test_a_question_not_called_for_is_folded_and_can_be_opened(desk, service, answers):
    begun(desk, service, answers, "where")
    closed = re.search(
        r'<details[^>]*data-needs="kind" data-in="goods"[^>]*>', desk.browser.page.html
    )
    assert "open" not in closed.group().split()[-1]

    page = desk.answer({"kind": {"kind": ["goods"]}})

    opened = re.search(r'<details[^>]*data-needs="kind" data-in="goods"[^>]*>', page.html)
    assert opened.group().endswith("open>")


def test_what_changed_elsewhere_meanwhile_is_not_overwritten(desk, web, service, answers):
    begun(desk, service, answers, "where", "how_often")
    code = desk.save()
    stale = desk.browser.get(desk.draft)
    web.take_up(service, code)
    other = "weekly" if answers["how_often"] == {"how_often": ["once"]} else "once"
    web.answer({"how_often": {"how_often": [other]}})

    page = desk.browser.post(desk.draft, stale.values | {"what": ["Two bags"], "do": ["refresh"]})

    assert page.values["how_often"] == [other]
    assert page.values["what"] == ["Two bags"]
    assert "Meanwhile changed at another door: Once, or every week?" in page.text


def test_an_answer_of_several_lines_that_nobody_touched_was_not_changed_here(
    desk, web, service, answers
):
    web.begin(service)
    web.answer({name: answers[name] for name in ("where", "kind", "what")})
    code = web.save()
    desk.take_up(service, code)

    desk.answer({"how_often": answers["how_often"]})

    kept = drafts.take_up(drafts.read_code(*code))
    assert "\n" in kept.answers["what"][0]
    changed = {change["question"] for change in kept.changes if change["door"] == "phone"}
    assert changed == {"how_often"}


def test_a_colleague_goes_on_with_the_draft(desk, service, answers, commune):
    begun(desk, service, answers, "where")
    colleague = Telephone(desk=commune)

    page = colleague.browser.get("/desk/")

    assert desk.draft in page.html
    assert colleague.browser.get(desk.draft).values["where_postal_code"] == ["1030"]
    with within(scope_of(commune)):
        assert Entry.objects.looks().filter(word="services.draft_opened").count() >= 2


def test_a_draft_thrown_away_leaves_nothing(desk, service, answers):
    begun(desk, service, answers, "where")

    desk.browser.post(f"{desk.draft}throw-away/", {})

    assert desk.browser.client.get(desk.draft).status_code == 404


def test_the_person_reads_out_her_code_and_the_desk_goes_on(desk, web, service, answers):
    web.begin(service)
    web.answer({"where": answers["where"]})

    desk.take_up(service, web.save())

    assert desk.browser.page.values["where_postal_code"] == ["1030"]


def test_the_receipt_is_read_out_sign_by_sign(desk, service, answers, commune):
    begun(desk, service, answers)

    told = desk.send()

    spelled = " ".join(re.findall(r"<li><strong>(.)</strong>", desk.browser.page.html))
    assert spelled.startswith(" ".join(told.reference.replace(" ", "")))
    assert told.reference == spaced(case_of(told.reference).reference)
    # Her word opens the request: a colleague reads where it stands, and no receipt.
    colleague = Telephone(desk=commune).browser.get(f"{desk.draft}sent/")
    assert "<li><strong>" not in colleague.html


@pytest.mark.parametrize(("driver", "door"), [(Telephone, "phone"), (InPerson, "inperson")])
def test_what_is_done_is_recorded_by_its_door(driver, door, service, answers, commune):
    desk = driver(desk=commune)
    begun(desk, service, answers)
    told = desk.send()

    case = case_of(told.reference)
    with within(scope_of(commune)):
        entry = Entry.objects.get(word="cases.opened", subject=f"cases.case:{case.pk}")
        assert (case.door, entry.door) == (door, door)
        assert entry.account == desk.member.account_id


def test_a_call_centre_of_a_province_writes_down_for_every_commune(service):
    platform = PlatformFactory()
    commune = AreaFactory(name="Wavre", postal_code="1300")
    wavre = OrganisationFactory(area=commune, platform=platform)
    MembershipFactory(organisation=wavre, role="coordinator")
    centre = OrganisationFactory(
        kind=OrganisationKind.CALL_CENTRE, takes_in=False, platform=platform
    )
    desk = Telephone(desk=centre)
    begun(desk, service, by_question(service, Somebody(postal_code="1300"), wavre.area))

    told = desk.send()

    case = case_of(told.reference)
    assert case.organisation == wavre
    assert "Town hall of Wavre answers." in told.text


def test_a_desk_where_nothing_waits_says_so(desk):
    page = desk.browser.get("/desk/")

    assert "No call is promised." in page.text
    assert "What you keep as a draft stands here for your colleagues too." in page.text


def test_a_service_closed_at_this_door_says_why(desk, service, monkeypatch):
    monkeypatch.setattr(service, "impossible", {"phone": "It is signed by hand."})

    desk.browser.post("/desk/new/", {"service": service.slug, **desk.call})

    assert desk.browser.path == "/desk/new/"
    assert "It is signed by hand." in desk.browser.page.text


def test_a_strangers_person_is_not_opened(desk):
    elsewhere = PersonFactory(organisation=OrganisationFactory())

    path = reverse("doors:desk_new_for", args=[elsewhere.key])

    assert desk.browser.client.get(path).status_code == 404


def test_somebody_known_across_an_open_border_is_not_opened(commune):
    neighbour = OrganisationFactory()
    AgreementFactory(one=commune, other=neighbour)
    desk = Telephone(desk=commune, role="coordinator")
    elsewhere = PersonFactory(organisation=neighbour, first_name="Odette")

    found = search(desk, name="Odette")

    assert "Nobody known matches." in found.text
    path = reverse("doors:desk_new_for", args=[elsewhere.key])
    assert desk.browser.client.get(path).status_code == 404


def test_refreshing_leads_to_the_first_open_question(desk, service, answers):
    desk.begin(service)
    said = {**desk.call, **answers["where"], "do": "refresh"}

    response = desk.browser.client.post(desk.draft, said)

    assert response["Location"] == f"{desk.draft}#id_kind_0"


def test_an_account_without_membership_has_no_desk(visitor):
    visitor.force_login(AccountFactory())

    assert visitor.get("/desk/").status_code == 404
