"""Reports by telephone, closed and contested, handed over and given back: who told it is told."""

import pytest
from django.utils.translation import gettext, override

from tandem.cases.choices import State as CaseState
from tandem.journal.choices import Door
from tandem.streets.choices import HandoverState, State
from tandem.streets.models import Handover
from tandem.tenancy.scope import transaction_within
from tandem.territory.choices import OrganisationKind, Role
from tests.factories import (
    AccountFactory,
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    scope_of,
)
from tests.journeys.at_the_works import (
    LAMP,
    SERVICE,
    fill_form,
    in_the_inbox,
    officer,
    open_report,
    reports_of,
    said_on,
    take_step,
    the_case,
    told,
)
from tests.journeys.steps import fill, follow, press, receipt_on

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "looks"]),
    pytest.mark.parametrize("script", [False], indirect=True, ids=["without script"]),
]
CALLED = {
    **{name: said for name, said in LAMP.items() if not name.startswith("reach")},
    "reach_channel": ["call"],
    "reach_phone": ["0470 99 88 77"],
}
BECAUSE = "De eigenaar van de muur is verwittigd."
NOT_OURS = "Die lamp staat op een weg van de gemeente."


def test_told_by_telephone_of_what_is_known_already_she_joins_it(town, somebody):
    told()
    (known,) = reports_of(town.schaerbeek)
    desk = somebody(town.operator)
    desk.goto("/desk/new/")
    desk.locator(f'button[name="service"][value="{SERVICE}"]').click()
    fill(desk, **CALLED)
    desk.locator('button[name="do"][value="review"]').last.click()

    # The operator reads out what is known already.
    assert known.street in said_on(desk)
    fill(desk, same_as=known.sign)
    press(desk, "The person agrees: send")
    reference, word = receipt_on(desk)

    assert the_case(reference).door == Door.PHONE
    (report,) = reports_of(town.schaerbeek)
    assert (report.pk, report.voices_count) == (known.pk, 2)
    person = somebody()
    follow(person, reference, word, "nl")
    with override("nl"):
        assert gettext("We have received it, and look at it soon.") in said_on(person)
    # She is told as the first one is, by a call: the last of those that wait.
    works = somebody(officer(town.schaerbeek))
    open_report(works, known.sign)
    take_step(works, "I have looked at it")
    town.work()
    calls = somebody(town.coordinators["Schaerbeek"])
    calls.goto("/desk/calls/")
    calls.locator("main table button").last.click()
    with override("nl"):
        assert gettext("A colleague has looked at your report.") in said_on(calls)


def test_closed_without_repair_and_contested_another_colleague_looks_at_it(town, somebody):
    receipt = told()
    (report,) = reports_of(town.schaerbeek)
    first = somebody(officer(town.schaerbeek))
    open_report(first, report.sign)
    take_step(first, "Close it without a repair", because="private", words=BECAUSE)
    public = somebody()
    public.goto(f"/streets/{report.sign}/")
    assert BECAUSE in said_on(public)

    # She does not agree.
    person = somebody()
    follow(person, receipt.shown_reference, receipt.word, "nl")
    assert BECAUSE in said_on(person)
    press(person, "Let another person look at it")
    fill(person, words="Die muur is van de stad.")
    press(person, "I do not agree")
    assert the_case(receipt.reference).state == CaseState.CONTESTED
    (line,) = in_the_inbox(first)
    with override("nl"):
        assert gettext("Said to be solved, and is not") in line

    # Whoever closed it may not answer again; a colleague may.
    open_report(first, report.sign)
    take_step(first, "Close it without a repair", because="private", words=BECAUSE)
    assert reports_of(town.schaerbeek)[0].state == State.NEW
    second = somebody(officer(town.schaerbeek))
    open_report(second, report.sign)
    take_step(second, "It is repaired", words="De lamp is vervangen.")
    (ended,) = reports_of(town.schaerbeek)
    assert (ended.state, ended.reopened) == (State.REPAIRED, 1)
    person.goto("/follow/")
    assert "De lamp is vervangen." in said_on(person)
    assert the_case(receipt.reference).state == CaseState.ANSWERED


def test_handed_over_to_the_region_and_back_she_keeps_one_reference(town, somebody):
    region = OrganisationFactory(
        name="Wegen van het gewest",
        kind=OrganisationKind.ASSOCIATION,
        area=AreaFactory(kind="region", name="Brussel"),
        platform=town.schaerbeek.platform,
    )
    receipt = told()
    (report,) = reports_of(town.schaerbeek)
    ours, theirs, person = (
        somebody(officer(town.schaerbeek)),
        somebody(officer(region)),
        somebody(),
    )
    open_report(ours, report.sign)
    press(ours, "Hand it over to somebody else")
    given = {"to": f"organisation:{region.pk}", "ground": "region", "words": "Mast 12, donker."}
    fill_form(ours, "give", given)

    # Her page says with whom it is; the region has its place, and nothing of who told it.
    follow(person, receipt.shown_reference, receipt.word, "nl")
    assert region.name in said_on(person)
    (copy,) = reports_of(region)
    open_report(theirs, copy.sign)
    read = said_on(theirs)
    assert "Mast 12, donker." in read
    assert receipt.shown_reference not in read and "ann@post.example" not in read

    press(theirs, "Hand it over to somebody else")
    fill_form(theirs, "give_back", {"words": NOT_OURS})
    town.work()
    with transaction_within(scope_of(town.schaerbeek)):
        handover = Handover.objects.get()
    assert (handover.state, handover.words) == (HandoverState.RETURNED, NOT_OURS)
    person.goto("/follow/")
    read = said_on(person)
    assert f"Teruggekomen van {region.name}" in read and NOT_OURS in read
    assert receipt.shown_reference in read
    assert len(in_the_inbox(ours)) == 1
    # The bounce is counted.
    administrator = AccountFactory()
    MembershipFactory(account=administrator, organisation=town.schaerbeek, role=Role.ADMINISTRATOR)
    counts = somebody(administrator)
    counts.goto("/streets/systems/")
    assert f"{region.name} 1 1" in said_on(counts)
