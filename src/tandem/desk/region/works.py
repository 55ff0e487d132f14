"""Who repairs in the region, and how far they have come: through the office's own deeds."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone, translation

from tandem.cases import actions as cases
from tandem.desk.region import handed
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.streets import actions, planning, priority, teams
from tandem.streets.choices import Closed, Ground, State
from tandem.streets.models import Report, Team, Voice
from tandem.tenancy.scope import transaction_within
from tandem.territory import scopes
from tandem.territory.choices import Role
from tandem.territory.models import Membership, Organisation

SAID = {
    "fr": {
        "all": "Voirie",
        "lamps": "Éclairage public",
        "closed": "L’avaloir se trouve dans une cour privée : son propriétaire est prévenu.",
        "contested": "Ce n’est pas une cour : c’est un passage public.",
    },
    "nl": {
        "all": "Wegen",
        "lamps": "Openbare verlichting",
        "closed": "De rioolput ligt op een privékoer: de eigenaar is verwittigd.",
        "contested": "Het is geen koer: iedereen mag er door.",
    },
    "de": {
        "all": "Straßendienst",
        "lamps": "Straßenbeleuchtung",
        "closed": "Der Gully liegt auf einem privaten Hof: Der Eigentümer weiß es.",
        "contested": "Das ist kein Hof: Jeder darf dort durch.",
    },
}


def set_up(organisation: Organisation, *, shown: bool) -> None:
    """A team for all that is broken; where it is shown, one for lamps too, and a rule."""
    with _at_work(organisation, Role.ADMINISTRATOR):
        _team(organisation, _say("all"), 8, takes_rest=True)
        if shown:
            lamps = _team(organisation, _say("lamps"), 6)
            rule = {
                **{"categories": ["lamp"], "postal_codes": [], "streets": [], "danger": None},
                **{"team": lamps, "ground": Ground.COMMUNE, "working_days": 5},
            }
            teams.keep_rule(organisation, None, rule)


def _team(organisation: Organisation, name: str, per_day: int, *, takes_rest: bool = False) -> Team:
    said = {
        **{"name": name, "per_day": per_day, "weekdays": [], "contractor": False},
        **{"email": "", "telephone": "", "takes_rest": takes_rest},
    }
    return teams.keep_team(organisation, None, said)


def go_on(organisation: Organisation, *, shown: bool) -> None:
    """The one told first has come farthest."""
    with _at_work(organisation, Role.OFFICER):
        new = Report.objects.filter(state=State.NEW).select_related("team")
        reports = {report.trouble: report for report in new}
        actions.move(reports["lamp"], State.LOOKED_AT)
        actions.move(reports["lamp"], State.REPAIRED)
        _plan(reports["dumping"])
        if shown:
            # A second one of the same day, and one that is under way.
            _plan(reports["pavement"])
            _plan(reports["bin"])
            actions.move(reports["bin"], State.UNDER_WAY)
            handed.hand_on(organisation, reports, translation.get_language() or "")
            handed.draw_visits(organisation, reports["lamp"], timezone.localdate())
    if shown:
        _close_and_contest(organisation, reports["water"])
    with _at_work(organisation, Role.OFFICER):
        priority.keep_all(organisation, timezone.localdate())


def _plan(report: Report) -> None:
    team = report.team
    day = planning.earliest(team, [report], planning.soonest(report)) if team else None
    if team is not None and day is not None:
        planning.plan([report], team, day)


def _close_and_contest(organisation: Organisation, report: Report) -> None:
    """By one colleague, so that another has to look at it again."""
    with _at_work(organisation, Role.COORDINATOR):
        actions.move(report, State.CLOSED, because=Closed.PRIVATE, words=_say("closed"))
    with transaction_within(scopes.of_organisation(organisation)), acting(Asker(door=Door.WEB)):
        first = Voice.objects.select_related("case").filter(report=report).order_by("pk")[0]
        cases.contest(first.case, _say("contested"))


@contextmanager
def _at_work(organisation: Organisation, role: Role) -> Iterator[None]:
    member = Membership.objects.filter(organisation=organisation, role=role).first()
    asker = Asker(member.account_id if member else None, organisation.pk, Door.WEB)
    with transaction_within(scopes.of_organisation(organisation)), acting(asker):
        yield


def _say(what: str) -> str:
    return SAID.get(translation.get_language() or "", SAID["fr"])[what]
