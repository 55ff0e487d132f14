"""Where it is, said so that whoever goes there finds it: a point, a square, words alone."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tandem.cases.choices import Reason
from tandem.cases.forms import AnswerForm
from tandem.cases.models import Case
from tandem.outbox.models import Message
from tandem.streets import (
    grid,
    inbox,
    job_sheet,
    landmark,
    messages,
    office,
    outward,
    place,
    planning,
    public,
    systems,
)
from tandem.streets.actions import move
from tandem.streets.choices import Closed, Ground, State
from tandem.streets.contacts import contact
from tandem.streets.forms_abroad import key_of
from tandem.streets.models import Handover, Report, System
from tandem.streets.tests.reported import a_team, at_work, member, reported
from tandem.toolbox.workdays import add_working_days
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db(databases=["default", "looks"])


def job_of(town, *reports, **team):
    with at_work(town):
        to = contact(town, "Lamps", email="crew@example.example")
        team = a_team(town, email="crew@example.example", contact=to, **team)
        planned = list(Report.objects.filter(pk__in=[one.pk for one in reports]))
        return planning.plan(planned, team, add_working_days(timezone.localdate(), 1))


def test_a_point_is_said_with_its_square_on_every_sheet(client, commune):
    client.cookies["language"] = "en"
    report = reported(commune, street="", mark="50.86710, 4.37350")
    square = grid.square_at(commune.area, (50.8671, 4.3735))
    said = f"1030, square {square}, 50.86710 4.37350"
    with override("en"):
        assert inbox.where(report) == place.spot(report) == said
        assert public.place_in_words(report) == "1030, 50.8671 4.3735"
    job = job_of(commune, report)
    member(client, commune)
    for page in ("job", "sheet"):
        assert said in client.get(reverse(f"streets:{page}", args=[job.pk])).text
    assert said in client.get(reverse("streets:office_report", args=[report.sign])).text


def test_a_mark_and_a_square_are_each_named_what_it_is(client, commune):
    client.cookies["language"] = "en"
    job = job_of(commune, reported(commune, mark="K8"), reported(commune, mark="LP-20417"))
    member(client, commune)
    page = client.get(reverse("streets:sheet", args=[job.pk])).text
    assert "Rue des Tilleuls 12, 1030, square K8" in page
    assert "Number on it: LP20417" in page
    assert "Number on it: K8" not in page


def test_words_that_alone_are_the_place_go_to_a_contractor_and_are_seen_before(client, commune):
    client.cookies["language"] = "en"
    near = reported(commune, street="", landmark="Behind the old chapel", what="I am Odette.")
    private = reported(commune, street="", landmark="Chez Odette Peeters", what="It is dark.")
    read(commune, near)
    job = job_of(commune, near, private, contractor=True)
    member(client, commune)

    seen = client.get(reverse("streets:job", args=[job.pk])).text
    assert "They go along as they stand here: Behind the old chapel" in seen
    assert "Nothing that may be passed on says where stop" in seen
    sheet = client.get(reverse("streets:sheet", args=[job.pk])).text
    assert "1030, Behind the old chapel" in sheet
    client.post(reverse("streets:hand", args=[job.pk]))
    with at_work(commune):
        [mail] = Message.objects.filter(kind=messages.SHEET)
        said = " ".join(mail.text.paragraphs)
    assert "1030, Behind the old chapel" in said
    assert "Odette" not in seen + sheet + said


def test_words_that_alone_are_the_place_go_to_whoever_repairs_and_are_seen_before(client, commune):
    client.cookies["language"] = "en"
    report = reported(commune, street="", landmark="Behind the old chapel", what="I am Odette.")
    read(commune, report)
    with at_work(commune):
        trams = systems.add_addressee(
            commune, name="Trams", ground=Ground.TRANSPORT, email="t@a.example"
        )
    member(client, commune)
    page = reverse("streets:hand_over", args=[report.sign])

    assert "They go along as they stand here: Behind the old chapel" in client.get(page).text
    said = {"deed": "give", "to": key_of(trams), "ground": Ground.TRANSPORT, "words": ""}
    client.post(page, said)

    with at_work(commune):
        [mail] = Message.objects.filter(kind=messages.YOURS)
        told = " ".join(mail.text.paragraphs)
    assert "1030, Behind the old chapel" in told
    assert "Odette" not in told


HERS = "devant la porte de fatima benali, elle a un cancer"


def to_others(commune, report):
    """All that leaves the house of it: by a mail, to a program, on a contractor’s sheet."""
    with at_work(commune):
        handover = Handover(report=report, to_system=System(name="Region"), words="")
        [stop] = job_sheet.stops([report], {}, with_words=False, outside=True)
        mail = messages.yours_to_repair(handover, landmark.landmark_outside(report))
        return [stop.where, *mail.paragraphs, *outward.fields_of(handover).values()]


def test_what_stands_near_leaves_the_house_only_once_a_colleague_has_read_it(
    client, commune, monkeypatch
):
    client.cookies["language"] = "en"
    commune.telephone = "02 555 01 01"
    commune.save(update_fields=["telephone"])
    report = reported(commune, street="", landmark=HERS, what="It is dark.")
    job = job_of(commune, report, contractor=True)
    own = job_of(commune, reported(commune, street="", landmark=HERS), contractor=False)
    member(client, commune)
    assert HERS in client.get(reverse("streets:sheet", args=[own.pk])).text

    page = client.get(reverse("streets:job", args=[job.pk])).text
    assert "1 place has to be read before it can go along." in page
    assert HERS in page
    sheet = client.get(reverse("streets:sheet", args=[job.pk])).text
    with override("en"):
        left = " ".join(to_others(commune, report))
    assert "1030, ask us where it is: 02 555 01 01" in sheet
    assert "ask us where it is: 02 555 01 01" in left
    assert "fatima" not in sheet + left

    with monkeypatch.context() as off:
        # Were it not held back, it would stand there.
        off.setattr(job_sheet, "landmark_outside", landmark.landmark_of)
        assert HERS in client.get(reverse("streets:sheet", args=[job.pk])).text
    shown = client.get(reverse("streets:office_report", args=[report.sign])).text
    seen = re.search(r'name="seen" value="([^"]+)"', shown)[1]
    confirm = reverse("streets:confirm_place", args=[report.sign])
    client.post(confirm, {"seen": "||another"})
    assert "fatima" not in client.get(reverse("streets:sheet", args=[job.pk])).text
    client.post(confirm, {"seen": seen})
    assert HERS in client.get(reverse("streets:sheet", args=[job.pk])).text
    page = client.get(reverse("streets:job", args=[job.pk])).text
    assert "has to be read" not in page
    assert HERS not in client.get(f"/streets/{report.sign}/").text


def read(commune, report):
    with at_work(commune):
        office.confirm_place(report, seen=office.place_seen(report))


def test_a_message_says_the_place_with_its_comma(commune):
    report = reported(commune, street="Goednieuwssteeg 1")
    with override("en"):
        assert "Goednieuwssteeg 1, 1030" in messages.about(report)


@pytest.mark.parametrize(("kind", "shown"), [("commune", True), ("call_centre", False)])
def test_the_menu_leads_to_what_is_broken_where_it_is_repaired(client, kind, shown):
    member(client, OrganisationFactory(kind=kind), role="operator")
    inbox_of = reverse("streets:inbox")
    assert (f'href="{inbox_of}"' in client.get(reverse("streets:answers")).text) is shown
    assert client.get(inbox_of).status_code == (200 if shown else 404)


def test_found_nothing_broken_her_case_says_so(commune):
    report = reported(commune)
    with at_work(commune):
        move(report, State.CLOSED, because=Closed.NOT_FOUND, words="We looked on both sides.")
        case = Case.objects.get(pk=report.told_in.pk)
    assert case.reason == Reason.NOTHING_FOUND
    assert Reason.NOTHING_FOUND not in dict(AnswerForm(None).fields["reason"].choices)
