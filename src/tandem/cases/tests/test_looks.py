"""Refused, agreed to, opened in an emergency, told and decided about: as colleagues see it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.cases.looks.queue import CALL
from tandem.cases.looks.telling import mail_data_officers, tell_all
from tandem.journal.models import Entry
from tandem.outbox.models import Message
from tandem.people import exclusions, openings, rules
from tandem.people.choices import FlagReason, FlagState
from tandem.people.models import Flag, Opening
from tandem.tenancy.scope import transaction_within, within
from tandem.territory import signposts
from tandem.territory.choices import Role
from tests.factories import (
    AccountFactory,
    CaseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlatformFactory,
    open_session,
    scope_of,
)

WHY = "She does not answer the door, and her oven was on."


@pytest.fixture
def platform(db):
    return PlatformFactory()


@pytest.fixture
def hall(platform):
    return OrganisationFactory(
        area__postal_code="1030", platform=platform, telephone="02 000 10 30"
    )


@pytest.fixture
def case(hall):
    person = PersonFactory(organisation=hall, account=AccountFactory())
    case = CaseFactory(organisation=hall, person=person)
    with transaction_within(scope_of(hall)):
        signposts.put("state", case.reference, case, case.pk)
    return case


def member(organisation, role=Role.COORDINATOR):
    return MembershipFactory(organisation=organisation, role=role).account


def procrastinate_jobs():
    rows = ProcrastinateJob.objects.filter(task_name=CALL)
    return list(rows.values_list("args", flat=True))


def page_of(case):
    return f"/cases/{case.reference}/"


def words_about(case):
    with transaction_within(scope_of(case.organisation)):
        return [entry.word for entry in Entry.objects.looks().about(case.person.key)]


def test_on_her_word_a_colleague_is_excluded_and_reads_so(english, hall, case):
    snoop, operator = member(hall), member(hall, Role.OPERATOR)
    english.force_login(operator)
    guard = f"{page_of(case)}guard/"
    assert "Odette" not in english.get(guard).content.decode()
    english.post(guard, {"colleague": snoop.pk})

    english.force_login(snoop)
    refused = english.get(page_of(case))
    assert refused.status_code == 403
    assert "Odette" not in refused.content.decode()
    assert "asked that you do not open" in refused.content.decode()

    english.force_login(operator)
    english.post(guard, {"readmit": snoop.pk})
    english.force_login(snoop)
    assert "Odette" in english.get(page_of(case)).content.decode()


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_she_excludes_whoever_looked_without_knowing_the_name(english, hall, case):
    snoop = member(hall)
    english.force_login(snoop)
    english.get(page_of(case))
    english.force_login(case.person.account)
    page = english.get("/mine/looks/").content.decode()
    assert "Not this colleague any more" in page
    assert snoop.email not in page

    with transaction_within(scope_of(hall)):
        look = Entry.objects.looks().get(account=snoop.pk)
    assert english.post("/mine/looks/exclude/", {"look": look.pk, "said": "not"}).status_code == 302
    assert english.post("/mine/looks/exclude/", {"look": "999", "said": "not"}).status_code == 404

    # The same with reference and word, on any machine: there and back.
    english.logout()
    open_session(english, case)
    for said in ("again", "not"):
        english.post("/follow/exclude/", {"look": look.pk, "said": said})
        with transaction_within(scope_of(hall)):
            assert exclusions.excluded_by(case.person) == ([snoop.pk] if said == "not" else [])
            # Whoever has her reference and her word need not be she: she is told by her own way.
            assert Message.objects.filter(person=case.person, kind="look").count() == 1
    english.logout()
    english.cookies["language"] = "en"

    english.force_login(snoop)
    assert english.get(page_of(case)).status_code == 403
    # The refused try stands in her own list.
    english.force_login(case.person.account)
    assert "tried to open your file" in english.get("/mine/looks/").content.decode()


def test_a_stopped_run_goes_on_when_a_second_person_agrees(english, hall, monkeypatch):
    monkeypatch.setattr(rules, "is_stopped", lambda look, before: rules_of_one(look, before))
    rules_of_one = lambda look, before: not look.own_task and len(before.files) >= 1  # noqa: E731
    first, second = CaseFactory(organisation=hall), CaseFactory(organisation=hall)
    hasty, other = member(hall), member(hall, Role.COORDINATOR)
    english.force_login(hasty)
    assert english.get(page_of(first)).status_code == 200
    stopped = english.get(page_of(second))
    assert (stopped.status_code, "a colleague agrees" in stopped.content.decode()) == (403, True)

    assert english.post("/looks/go-on/", {"why": "x"}).status_code == 422
    english.post("/looks/go-on/", {"why": WHY})
    with within(scope_of(hall)):
        key = Opening.objects.get().key
    # Her own yes is none: she does not even see it.
    assert english.post(f"/looks/asked/{key}/", {"said": "yes"}).status_code == 404
    english.force_login(other)
    assert WHY in english.get("/looks/asked/").content.decode()
    english.post(f"/looks/asked/{key}/", {"said": "yes"})
    english.force_login(hasty)
    assert english.get(page_of(second)).status_code == 200


def test_an_emergency_opens_a_neighbours_file_for_an_hour_and_is_told_at_once(
    english, platform, hall, case, mailoutbox
):
    elsewhere = OrganisationFactory(platform=platform)
    english.force_login(member(elsewhere, Role.ADMINISTRATOR))
    assert english.get("/looks/emergency/").status_code == 404

    english.force_login(member(elsewhere, Role.COORDINATOR))
    assert english.get(page_of(case)).status_code == 404
    asked = {"reference": case.shown_reference, "why": WHY}
    assert english.post("/looks/emergency/", asked | {"why": ""}).status_code == 422
    gone = english.post("/looks/emergency/", asked | {"reference": "ABCD 2345"})
    assert gone.status_code == 422
    page = english.post("/looks/emergency/", asked, follow=True)
    assert "0450 11 22 33" in page.content.decode()
    address = page.redirect_chain[-1][0]

    with within(scope_of(hall)):
        flag, message = Flag.objects.get(), Message.objects.get(kind="look")
        assert (flag.reason, flag.told_at is not None) == (FlagReason.EMERGENCY, True)
        assert "emergency" in message.text.paragraphs[0] or "urgence" in message.text.paragraphs[0]
        assert case.shown_reference not in " ".join(message.text.paragraphs)
        assert WHY.encode() not in bytes(Opening.objects.get().sealed)
        assert "people.emergency_looked" in words_about(case)

    officer = member(hall, Role.DATA_OFFICER)
    # The worker's job, which the opening rang for, as the worker does it.
    assert procrastinate_jobs() == [{"organisation": hall.pk}]
    assert mail_data_officers(hall.pk) == 1
    assert mailoutbox[0].to == [officer.email]
    assert "Odette" not in mailoutbox[0].body
    english.force_login(member(elsewhere, Role.COORDINATOR))
    assert english.get(address).status_code == 404
    english.force_login(officer)
    assert case.shown_reference in english.get("/looks/unusual/").content.decode()
    detail = f"/looks/unusual/{flag.key}/"
    assert WHY in english.get(detail).content.decode()
    assert english.post(detail, {"state": FlagState.IN_ORDER, "words": ""}).status_code == 422
    english.post(detail, {"state": FlagState.IN_ORDER, "words": "The police confirmed it."})
    with within(scope_of(hall)):
        assert Flag.objects.get().state == FlagState.IN_ORDER
    assert "The police confirmed it." in english.get(detail).content.decode()


def test_an_emergency_is_over_after_its_time(english, platform, case, monkeypatch):
    """The same as above, with an hour that is over at once."""
    monkeypatch.setattr(openings, "FIGURES", rules.Figures(open_for=timedelta(0)))
    english.force_login(member(OrganisationFactory(platform=platform), Role.OPERATOR))
    asked = {"reference": case.reference, "why": WHY}
    over = english.post("/looks/emergency/", asked, follow=True).content.decode()

    assert ("Odette" in over, "The hour is over" in over) == (False, True)


def test_of_unusual_looks_she_is_told_once_a_day_and_nothing_of_the_matter(hall, case):
    now = timezone.now()

    def flag(reason):
        with within(scope_of(hall)):
            return Flag.objects.create(
                reason=reason,
                account=7,
                person_key=case.person.key,
                day=now.date(),
                territory_id=hall.area_id,
                organisation_id=hall.pk,
            )

    flag(FlagReason.NO_CASE)
    assert tell_all(hall, now) == 1
    flag(FlagReason.HOURS)
    assert tell_all(hall, now + timedelta(hours=23)) == 0
    assert tell_all(hall, now + timedelta(hours=25)) == 1
    assert tell_all(hall, now + timedelta(hours=26)) == 0

    with within(scope_of(hall)):
        said = [message.text for message in Message.objects.filter(kind="look")]
    assert len(said) == 2
    for text in said:
        whole = " ".join([*text.paragraphs, text.short])
        assert (case.shown_reference in whole, "02 000 10 30" in whole) == (False, True)


@pytest.mark.django_db
def test_where_no_mail_server_answers_the_job_is_tried_again(settings):
    hall = OrganisationFactory()
    member(hall, Role.DATA_OFFICER)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(OSError, match="no_mail_server"):
        mail_data_officers(hall.pk)
