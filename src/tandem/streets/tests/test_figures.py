"""What is counted, and that nobody can be read from it."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from tandem.cases.measuring import last_whole_quarter
from tandem.journal.choices import Door
from tandem.streets.actions import note_move
from tandem.streets.choices import Closed, State
from tandem.streets.jobs import count
from tandem.streets.models import Figures, Heard, Report, Voice
from tandem.streets.tests.factories import ReportFactory, VoiceFactory
from tandem.tenancy.scope import within
from tests.factories import PersonFactory, scope_of

pytestmark = pytest.mark.django_db(databases=["default", "looks"])
NOW = timezone.now()


@pytest.fixture
def year(commune):
    """Eleven lamps: seven repaired after four days, two closed, one late, one of another category."""
    for _number in range(7):
        _ended(ReportFactory(organisation=commune), State.REPAIRED)
    for _number in range(2):
        _ended(ReportFactory(organisation=commune), State.CLOSED, closed_because=Closed.PRIVATE)
    _told(ReportFactory(organisation=commune, due_on=timezone.localdate() - timedelta(days=1)))
    _told(ReportFactory(organisation=commune, category="tree", door=Door.SMS))
    # What came today is counted tomorrow.
    ReportFactory(organisation=commune)
    count(0)


def _told(report):
    with within(scope_of(report.organisation)):
        Report.objects.filter(pk=report.pk).update(reported_at=NOW - timedelta(days=2))


def _ended(report, state, **facts):
    with within(scope_of(report.organisation)):
        Report.objects.filter(pk=report.pk).update(
            state=state,
            reported_at=NOW - timedelta(days=6),
            ended_at=NOW - timedelta(days=2),
            **facts,
        )
        report.refresh_from_db()
        with time_machine.travel(NOW - timedelta(days=2), tick=False):
            note_move(report, because=facts.get("closed_because"))


def test_repaired_and_closed_are_told_apart(visitor, year):
    page = visitor.get("/streets/figures/1030/").text

    assert "7 (64%)" in page.replace("\xa0", "")
    assert "It stands on private ground: its owner has to repair it." in page


def test_days_late_and_reasons_are_counted(visitor, year):
    rows = visitor.get("/streets/figures/1030/streets.csv").text.splitlines()

    assert rows[0] == "by,name,opened,repaired,closed,open,late,again,days,period"
    today = timezone.localdate()
    period = f"{today - timedelta(days=365)}/{today}"
    assert f"all,,11,7,2,2,1,0,4.0,{period}" in rows
    assert f"category,lamp,10,7,2,1,1,0,4.0,{period}" in rows
    assert f"area,1030,11,7,2,2,1,0,4.0,{period}" in rows


def test_by_door_a_quarter_that_is_over_is_counted_once(visitor, commune):
    over = last_whole_quarter(timezone.localdate()).until
    for door, many in ((Door.WEB, 6), (Door.PAPER, 5), (Door.SMS, 1)):
        for _number in range(many):
            _came(ReportFactory(organisation=commune, door=door), over - timedelta(days=9))
    count(0)
    counted = _by_door(visitor)
    quarter = last_whole_quarter(timezone.localdate())
    period = f"{quarter.since}/{quarter.until}"
    assert f"door,web,6,0,0,6,0,0,,{period}" in counted
    assert f"door,paper,,,,,,,,{period}" in counted
    assert f"door,sms,,,,,,,,{period}" in counted
    page = " ".join(visitor.get("/streets/figures/1030/").text.split())
    # Those that are hidden in the chart are named beside it.
    assert re.search("Not drawn, as a count is too small to be shown: [^.]*, [^.]*[.]", page)

    with within(scope_of(commune)):
        Report.objects.update(reopened=1)
    count(0)
    assert _by_door(visitor) == counted


def _came(report, day):
    with within(scope_of(report.organisation)):
        Report.objects.filter(pk=report.pk).update(reported_at=_noon(day))


def _noon(day):
    return datetime.combine(day, time(12), tzinfo=UTC)


def _by_door(visitor):
    rows = visitor.get("/streets/figures/1030/streets.csv").text.splitlines()
    return [row for row in rows if row.startswith("door,")]


def test_before_the_first_night_nothing_is_counted(visitor, commune):
    assert "Nothing is counted yet" in visitor.get("/streets/figures/1030/").text
    assert visitor.get("/streets/figures/9999/").status_code == 404


def test_how_often_one_hears_from_a_postal_code_stands_beside_an_average_one(visitor, commune):
    with within(scope_of(commune)):
        for code, beside in (("1030", 180), ("1031", 20)):
            Heard.objects.create(
                postal_code=code,
                percent=beside,
                counted_on=timezone.localdate(),
                organisation=commune,
                territory=commune.area,
            )
    _told(ReportFactory(organisation=commune))
    count(0)

    page = visitor.get("/streets/figures/1030/").text.replace("\xa0", "")

    assert "How often we hear from each postal code" in page
    assert "180%" in page
    assert "perhaps people were not reached" in page
    assert re.search(r"20%\D*>8 days", page), page[page.index("20%") :]


def test_people_are_counted_by_area_each_once_and_a_few_of_an_area_are_not_told(visitor, commune):
    commune.area.postal_codes.create(code="1031")
    over = last_whole_quarter(timezone.localdate()).until
    for code, phones in (("1030", (1, 2, 3, 4, 5, 6, 6)), ("1031", (1, 2, 3))):
        for phone in phones:
            _tells(ReportFactory(organisation=commune, postal_code=code), phone, over)
    count(0)
    assert _who(commune) == {"areas": [["1030", None], ["1031", None]]}

    Figures.objects.all().delete()
    for phone in (4, 5, 6, 6):
        _tells(ReportFactory(organisation=commune, postal_code="1031"), phone, over)
    count(0)
    assert _who(commune) == {"areas": [["1030", 6], ["1031", 6]]}

    # Of a quarter that is over nothing is counted again: a later count would tell of one more.
    _tells(ReportFactory(organisation=commune, postal_code="1031"), 7, over)
    count(0)
    assert _who(commune) == {"areas": [["1030", 6], ["1031", 6]]}
    _told(ReportFactory(organisation=commune))
    count(0)
    page = visitor.get("/streets/figures/1030/").text
    assert "People who told us, by postal code" in page


def _tells(report, phone, over):
    person = PersonFactory(
        organisation=report.organisation, channel="sms", phone=f"0470 11 22 0{phone}"
    )
    voice = VoiceFactory(report=report, person=person)
    with within(scope_of(report.organisation)):
        Voice.objects.filter(pk=voice.pk).update(at=_noon(over - timedelta(days=9)))


def _who(commune):
    return Figures.objects.get(organisation=commune).counted["who"]
