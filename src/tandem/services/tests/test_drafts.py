from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from tandem.journal.asker import Asker, acting
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.services.models import Draft
from tandem.tenancy.scope import Scope, within
from tandem.territory.scopes import across_borders
from tests.factories import OrganisationFactory, scope_of

pytestmark = pytest.mark.django_db
ANSWERS = {"what": ["Two bags from the shop"], "who_first_name": ["Odette"]}


@pytest.fixture
def draft():
    return drafts.begin(known("ask-for-help"), "nl", door=Door.WEB)


def test_answers_wait_for_whoever_has_the_code(draft):
    drafts.keep(draft.code, ANSWERS, asked=["what"], door=Door.WEB)

    found = drafts.take_up(
        drafts.read_code(
            f"{draft.code.reference[:4]} {draft.code.reference[4:]}", draft.code.word.upper()
        )
    )

    assert found.answers == ANSWERS
    assert found.row.language == "nl"


def test_a_wrong_word_opens_nothing(draft):
    assert drafts.take_up(drafts.Code(draft.code.reference, "wrongword")) is None


def test_without_the_code_no_draft_can_be_listed(draft):
    with within(Scope()), transaction.atomic():
        assert Draft.objects.count() == 0
    with pytest.raises(ProgrammingError, match="outside a scope"), transaction.atomic():
        Draft.objects.count()


def test_nothing_she_told_stands_readable_in_the_database(draft):
    drafts.keep(draft.code, ANSWERS, asked=["what"], door=Door.WEB)

    with drafts.presenting(draft.code), connection.cursor() as cursor:
        cursor.execute("SELECT services_draft::text FROM services_draft")
        row = cursor.fetchone()[0]
    assert "Odette" not in row
    assert b"Odette".hex() not in row
    assert draft.code.word not in row


def test_the_last_answer_wins_and_both_doors_are_remembered(draft):
    drafts.keep(draft.code, {"kind": ["meal"]}, asked=["kind"], door=Door.WEB)
    drafts.keep(draft.code, {"kind": ["lift"]}, asked=["kind"], door=Door.PHONE)

    found = drafts.take_up(draft.code)
    assert found.answers["kind"] == ["lift"]
    assert [change["door"] for change in found.changes] == ["web", "phone"]


def test_whoever_typed_for_her_is_remembered_once_and_never_herself(draft):
    mine, other = Asker(1, 2, Door.PHONE), Asker(3, 2, Door.PHONE)
    with acting(mine):
        drafts.keep(draft.code, {"kind": ["meal"]}, asked=["kind"], door=Door.PHONE)
        drafts.keep(draft.code, {"kind": ["lift"]}, asked=["kind"], door=Door.PHONE)
    with acting(other):
        # What she finds as it is she has not typed; and on the website she is anybody.
        drafts.keep(draft.code, {"kind": ["lift"]}, asked=["kind"], door=Door.PHONE)
        drafts.keep(draft.code, {"kind": ["walk"]}, asked=["kind"], door=Door.WEB)

    assert drafts.take_up(draft.code).helpers == [mine]
    drafts.mark_sent(draft.code, {})
    assert drafts.take_up(draft.code).helpers == []


def test_lines_are_kept_alike_however_they_were_ended(draft):
    for ended in ("\r\n", "\n", "\r"):
        drafts.keep(draft.code, {"what": [f"Bags{ended}Bread"]}, asked=["what"], door=Door.WEB)

    found = drafts.take_up(draft.code)
    assert found.answers["what"] == ["Bags\nBread"]
    assert len(found.changes) == 1


def test_a_draft_that_was_sent_keeps_no_answers_and_takes_no_more(draft):
    drafts.keep(draft.code, ANSWERS, asked=["what"], door=Door.WEB)
    drafts.mark_sent(draft.code, {"reference": "x"})

    drafts.keep(draft.code, {"what": ["something else"]}, asked=["what"], door=Door.WEB)

    found = drafts.take_up(draft.code)
    assert found.sent
    assert found.answers == {}


def test_a_draft_lives_thirty_days(draft):
    lives = draft.row.expires_at - timezone.now()

    assert timedelta(days=29) < lives <= timedelta(days=30)


def test_what_a_desk_wrote_down_does_not_cross_an_open_border():
    ours, theirs = OrganisationFactory.create_batch(2)
    drafts.begin(known("ask-for-help"), "nl", door=Door.PHONE, organisation=theirs.pk)
    across = across_borders([(theirs.area_id, theirs.pk)])

    with within(scope_of(ours) | across), transaction.atomic():
        assert Draft.objects.count() == 0
        assert Draft.objects.update(language="fr") == 0
    with within(scope_of(theirs)), transaction.atomic():
        assert Draft.objects.count() == 1


def test_what_only_a_machine_would_send_is_cut(draft):
    huge = {f"what_{number}": ["x" * 2_000_000] for number in range(200)}

    kept = drafts.keep(draft.code, huge, asked=["what"], door=Door.WEB)

    signs = sum(len(value) for values in kept.answers.values() for value in values)
    assert signs <= drafts.MOST_IN_ALL
    assert {len(value) for value in kept.answers["what_0"]} == {drafts.MOST_SIGNS}
