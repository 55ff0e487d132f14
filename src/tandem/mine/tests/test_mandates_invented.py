"""A mandate that nobody gave, and helpers of whom she knows nothing: through the doors of the desk."""

import pytest
from django.utils import timezone

from tandem.journal.choices import Door
from tandem.mandates.models import Acting, Mandate
from tandem.mandates.queries import helpers_as_told
from tandem.mine.tests.letting import MANDATE, colleague, commune, sent
from tandem.outbox.choices import State
from tandem.outbox.models import Message
from tandem.tenancy.scope import within
from tests.factories import scope_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    made = commune()
    with within(scope_of(made)):
        yield made


def test_one_typed_on_the_web_in_any_name_is_not_confirmed_by_one_colleague_alone(client, town):
    alone, second = colleague(town), colleague(town)
    sent("give-mandate", {**MANDATE, "money": ["yes"]})
    mandate = Mandate.objects.get()
    page = f"/mandates/{mandate.key}/confirm/"
    client.force_login(alone)

    for proof, known in (("signed_in", "account"), ("paper", "card"), ("sheet", "not")):
        said = {"proof": proof, "known": known, "helpers": [alone.pk]}
        assert client.post(page, said).status_code == 422
    assert client.post(page, {"proof": "sheet", "known": "card", "helpers": [alone.pk]}).url
    mandate.refresh_from_db()
    assert (mandate.checked_by, mandate.confirmed_at, mandate.level) == (alone.pk, None, "fair")
    assert client.post(page).status_code == 422
    assert client.get(f"/mandates/{mandate.key}/act/").status_code == 404
    client.force_login(second)
    assert mandate.shown_reference in client.get(page).text
    assert client.post(page).status_code == 302

    mandate.refresh_from_db()
    assert mandate.confirmed_by == second.pk


def test_a_form_that_came_by_post_is_paper(client, town):
    sent("give-mandate", MANDATE, door=Door.PAPER)
    mandate = Mandate.objects.get()
    client.force_login(colleague(town))
    said = {"proof": "paper", "known": "to_us", "helpers": [colleague(town).pk]}

    assert client.post(f"/mandates/{mandate.key}/confirm/", said).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.level, mandate.confirmed_at is None) == ("firm", False)


def test_she_is_told_who_helps_and_nobody_names_himself(client, town):
    helper, other = colleague(town), colleague(town)
    sent("give-mandate", MANDATE)
    mandate = Mandate.objects.get()
    client.force_login(other)
    said = {"proof": "sheet", "known": "card", "helpers": [helper.pk]}
    client.post(f"/mandates/{mandate.key}/confirm/", said)
    client.force_login(colleague(town))
    client.post(f"/mandates/{mandate.key}/confirm/")
    Message.objects.filter(person=mandate.person).update(state=State.SENT, left_at=timezone.now())
    page, act = f"/mandates/{mandate.key}/helpers/", f"/mandates/{mandate.key}/act/"

    client.force_login(other)
    assert client.post(page, {"helpers": [other.pk]}).status_code == 422
    client.force_login(helper)
    client.post(page, {"helpers": [helper.pk, other.pk]})
    told = Message.objects.filter(person=mandate.person, kind="change").latest("pk")
    said = " ".join(told.text.paragraphs)
    assert all(named in said for named in helpers_as_told(mandate))
    assert other.email not in said
    client.force_login(other)
    Message.objects.filter(pk=told.pk).update(state=State.WAITING)
    assert client.post(act, {"act": "letters", "way": "together"}).status_code == 422
    Message.objects.filter(pk=told.pk).update(state=State.SENT, left_at=timezone.now())
    client.post(act, {"act": "letters", "way": "together"})

    assert Acting.objects.get().helper == other
