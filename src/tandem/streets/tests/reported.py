"""Reports as the office finds them, made by the room's own deed; and colleagues of it."""

from contextlib import contextmanager
from datetime import date

from django.utils import timezone

from tandem.cases.models import Case
from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.streets.actions import join_voice, move, report_broken
from tandem.streets.choices import State, Trouble
from tandem.streets.models import Report, Team, Voice
from tandem.tenancy.scope import Scope, current, within
from tandem.territory.choices import Role
from tandem.toolbox.workdays import add_working_days
from tests.factories import CaseFactory, MembershipFactory, PersonFactory, scope_of

WORDS = "The third one after the school."
WHY = "It will be taken away by the works of next spring."


def reported(
    town, *, channel=Channel.EMAIL, language="en", phone="0470 11 22 33", confirmed=True, **said
) -> Report:
    """Somebody told of it by whatever door; her case is `voices.get().case`."""
    with within((current() or Scope()) | scope_of(town)):
        case = case_of(town, channel=channel, language=language, phone=phone)
        report_broken(answers(**said), case=case)
        report = Voice.objects.get(case=case).report
        if confirmed and not report.place_confirmed:
            report.place_confirmed = True
            report.save(update_fields=["place_confirmed"])
    report.told_in = case
    return report


def case_of(
    town,
    *,
    channel=Channel.EMAIL,
    language="en",
    phone="0470 11 22 33",
    email="odette@example.example",
):
    person = PersonFactory(
        organisation=town,
        channel=channel,
        language=language,
        phone=phone,
        email=email,
    )
    return CaseFactory(organisation=town, person=person, service="report-broken", language=language)


def answers(
    kind=Trouble.LAMP, street="Rue des Tilleuls 12", code="1030", mark="", what=WORDS, landmark=""
):
    where = {"postal_code": code, "street": street, "landmark": landmark, "mark": mark}
    return {"where": where, "kind": kind, "what": what}


def another_voice(report, *, saw=WORDS, **facts) -> Voice:
    """Somebody else tells of the same."""
    with within((current() or Scope()) | scope_of(report.organisation)):
        case = case_of(report.organisation, **facts)
        return join_voice(report, answers(what=saw), case=case)


def moved(report, *way, **facts) -> Report:
    for state in way:
        report = move(report, state, **facts)
    return report


def repaired(town, **facts) -> Report:
    with at_work(town):
        return moved(reported(town, **facts), State.REPAIRED)


@contextmanager
def at_work(town, account=None):
    asker = Asker(account=account, organisation=town.pk, door=Door.WEB)
    with within((current() or Scope()) | scope_of(town)), acting(asker):
        yield


def case_of_voice(voice) -> Case:
    return Case.objects.get(pk=voice.case_id)


def told(kind=None, person=None) -> list[Message]:
    rows = Message.objects.order_by("pk")
    rows = rows.filter(kind=kind) if kind else rows
    return list(rows.filter(person=person) if person else rows)


def texts(kind=None, person=None) -> list[str]:
    return [message.text.paragraphs[0] for message in told(kind, person)]


def member(client, town, role=Role.OFFICER):
    """A colleague is signed in; her account comes back."""
    account = MembershipFactory(organisation=town, role=role).account
    client.force_login(account)
    return account


def a_team(town, **facts) -> Team:
    with within((current() or Scope()) | scope_of(town)):
        return Team.objects.create(
            **{"name": "Lamps", "per_day": 6, **facts}, organisation=town, territory=town.area
        )


def a_day(ahead=1) -> date:
    return add_working_days(timezone.localdate(), ahead)


def fresh(report):
    with within(scope_of(report.organisation)):
        return Report.objects.select_related("job").get(pk=report.pk)
