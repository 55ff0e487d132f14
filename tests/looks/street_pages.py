"""Pages of the office of the street, with the rows they need to be looked at."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tandem.cases import actions as cases
from tandem.cases.models import Case
from tandem.streets import handing, photos, planning, priority, resembling, systems, teams, visits
from tandem.streets import office as decided
from tandem.streets.choices import Closed, Ground, Shot, State, Trouble
from tandem.streets.jobs import count_for
from tandem.streets.models import Report
from tandem.streets.tests.reported import (
    WHY,
    a_team,
    another_voice,
    at_work,
    case_of_voice,
    moved,
    reported,
)
from tandem.territory.choices import Role
from tandem.toolbox.workdays import add_working_days
from tests.factories import AccountFactory, MembershipFactory, OrganisationFactory, PlatformFactory
from tests.photographed import jpeg

Arranged = tuple[str, Any]
OFFICE = "/streets/office/"


def _town() -> tuple[Any, Any]:
    town = OrganisationFactory(
        area__postal_code="1030", platform=PlatformFactory(), telephone="02 000 10 30"
    )
    account = MembershipFactory(
        account=AccountFactory(), organisation=town, role=Role.OFFICER
    ).account
    return town, account


def _street(town: Any) -> dict[str, Any]:
    """One of each thing that may stand in the list."""
    team = a_team(town, name="Lampes et feux", per_day=6)
    paving = a_team(town, name="Voirie SPRL", contractor=True, takes_rest=True)
    with at_work(town):
        teams.keep_rule(
            town,
            None,
            {
                "categories": [Trouble.LAMP],
                "postal_codes": ["1030"],
                "streets": [],
                "danger": None,
                "team": team,
                "ground": Ground.COMMUNE,
                "working_days": 5,
            },
        )
        lamp = reported(town, mark="LP-20417")
        voice = another_voice(lamp)
        before = photos.keep_added(lamp, voice, uuid4(), jpeg(600, 300))
        photos.make_unreadable(before, jpeg(600, 300))
        after = photos.add(lamp, Shot.AFTER, jpeg(600, 300))
        photos.release(after, unreadable=False)
        cases.add_picture(Case.objects.get(pk=voice.case_id), jpeg(400, 300))
        tram = systems.add_addressee(
            town, name="Trams", ground=Ground.TRANSPORT, email="t@a.example"
        )
        said = {"categories": [Trouble.BIN], "postal_codes": [], "streets": [], "danger": None}
        said |= {"team": None, "ground": Ground.TRANSPORT, "working_days": None, "to_system": tram}
        teams.keep_rule(town, None, said)
        bin = reported(town, kind=Trouble.BIN)
        late = reported(town, kind=Trouble.POTHOLE, street="Avenue Louis Bertrand 8")
        late.due_on = timezone.localdate() - timedelta(days=9)
        late.save(update_fields=["due_on"])
        priority.keep(late)
        reported(town, kind=Trouble.WIRE, street="Place Colignon")
        contested = moved(reported(town), State.CLOSED, because=Closed.NOT_FOUND, words=WHY)
        cases.contest(case_of_voice(contested.voices.get()), "It is still dark.")
        job = planning.plan([reported(town), contested], team, _soon())
        repaired = moved(reported(town), State.REPAIRED)
        Report.objects.filter(pk=repaired.pk).update(
            ended_at=timezone.now().replace(day=1) - timedelta(days=3)
        )
        visit = visits.draw(town, timezone.localdate())[0]
        voice = repaired.voices.get()
        twin = reported(town, street="Rue des Tilleuls 14")
        decided.override(lamp, danger=True)
        resembling.say_apart(lamp, twin)
        resembling.find(lamp.pk)
    return {
        "lamp": lamp,
        "bin": bin,
        "before": before,
        "after": after,
        "job": job,
        "repaired": repaired,
        "visit": visit,
        "voice": voice,
        "team": paving,
    }


def _soon() -> Any:
    return add_working_days(timezone.localdate(), 2)


def office(page: str) -> Callable[[], Arranged]:
    """`page` may name a thing of the street: "{lamp.sign}"."""

    def arrange() -> Arranged:
        town, account = _town()
        return OFFICE + page.format(**_street(town)), account

    return arrange


def lots() -> Arranged:
    town, _account = _town()
    _street(town)
    return f"/streets/lots/{town.pk}/", None


def figures() -> Arranged:
    """Counted, with something that came back twice."""
    town, account = _town()
    _street(town)
    with at_work(town):
        report = Report.objects.open().filter(team__isnull=False).order_by("pk")[0]
        for _time in range(2):
            to = handing.To(Ground.REGION, name="Bruxelles Mobilité")
            handing.came_back(handing.hand_over(report, to, WHY), WHY)
        priority.keep_all(town, timezone.localdate())
        count_for(town, timezone.localdate() + timedelta(days=1))
    return f"{OFFICE}figures/", account


PAGES: dict[str, Callable[[], Arranged]] = {
    "street-inbox": office(""),
    "street-report": office("reports/{lamp.sign}/"),
    "street-proposed": office("reports/{bin.sign}/"),
    "street-photo-add": office("reports/{lamp.sign}/photos/add/"),
    "street-photo": office("reports/{lamp.sign}/photos/{before.key}/"),
    "street-photo-public": office("reports/{lamp.sign}/photos/{after.key}/"),
    "street-step": office("reports/{lamp.sign}/to/repaired/"),
    "street-close": office("reports/{lamp.sign}/to/closed/"),
    "street-join": office("reports/{lamp.sign}/to/joined/"),
    "street-correct": office("reports/{lamp.sign}/correct/"),
    "street-answers": office("answers/"),
    "street-repaired": office("reports/{repaired.sign}/"),
    "street-note": office("reports/{repaired.sign}/told-by/{voice.pk}/"),
    "street-teams": office("teams/"),
    "street-team": office("teams/{team.pk}/"),
    "street-routing": office("who-gets-what/?category=bin&postal_code=1030"),
    "street-route": office("who-gets-what/add/"),
    "street-reroute": office("who-gets-what/open/"),
    "street-several": office("several/?sign={lamp.sign}&sign={bin.sign}&team={team.pk}&do=plan"),
    "street-plan": office("plan/?sign={lamp.sign}"),
    "street-jobs": office("jobs/"),
    "street-job": office("jobs/{job.pk}/"),
    "street-sheet": office("jobs/{job.pk}/sheet/"),
    "street-visits": office("visits/"),
    "street-figures": figures,
    "street-lots": lots,
    "street-visit": office("visits/{visit.pk}/"),
}
PUBLIC = {
    "street-order": "/algorithms/street-order/",
    "street-words": "/algorithms/street-words/",
    "street-known": "/algorithms/street-known/",
    "street-route-card": "/algorithms/street-route/",
}
