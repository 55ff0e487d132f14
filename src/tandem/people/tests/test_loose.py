"""What no organisation holds yet has a key of its own, which the database gives with the row alone."""

import json

import pytest
from django.conf import settings
from django.db import connection, models, transaction
from django.test import override_settings

from tandem.doors.email import actions as mails
from tandem.doors.email.envelope import Envelope
from tandem.doors.models import Mail, Talk
from tandem.doors.sms import talks
from tandem.journal.choices import Door
from tandem.people import loose
from tandem.people.models import LooseKey
from tandem.people.resealing import seal_loose_anew
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.services.models import Draft
from tandem.tenancy.scope import Scope, transaction_within
from tandem.toolbox.sealing import LOOSE, number_of, seal

SAID = {"what": ["Un canari jaune."]}


def begun():
    draft = drafts.begin(known("ask-for-help"), "fr", door=Door.WEB)
    drafts.keep(draft.code, SAID, asked=["what"], door=Door.WEB)
    return draft.code


def row_of(code):
    with drafts.presenting(code), transaction.atomic():
        return Draft.objects.get(code_digest=code.digest)


def left(row):
    """Whether the database still gives the key of what is sealed there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.people_loose_key(%s)", [bytes(row.sealed)])
        return cursor.fetchone()[0] is not None


@pytest.mark.django_db
def test_a_draft_keeps_its_key_while_it_is_written_and_takes_it_with_it():
    code = begun()
    first = row_of(code)
    drafts.keep(code, {"what": ["Deux canaris."]}, asked=["what"], door=Door.WEB)
    second = row_of(code)

    assert bytes(first.sealed[:1]) == LOOSE
    assert number_of(first.sealed, kind=LOOSE) == number_of(second.sealed, kind=LOOSE)
    assert drafts.take_up(code).answers == {"what": ["Deux canaris."]}
    drafts.throw_away(code)
    assert not left(second)
    assert loose.opened(Draft(key=second.key, sealed=second.sealed), second.place) is None


@pytest.mark.django_db
def test_what_came_back_with_an_older_copy_is_no_draft_any_more():
    code = begun()
    row = row_of(code)
    drafts.throw_away(code)
    with drafts.presenting(code):
        row.save(force_insert=True)

    assert drafts.take_up(code) is None
    assert drafts.keep(code, SAID, asked=["what"], door=Door.WEB) is None


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["read", "change", "delete"])
def test_the_role_of_the_pages_lists_and_changes_no_loose_key(deed):
    begun()
    rows = models.QuerySet(LooseKey)
    tried = {
        "read": lambda: list(rows),
        "change": lambda: rows.update(wrapped=b""),
        "delete": lambda: rows._raw_delete("default"),
    }

    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        tried[deed]()


@pytest.mark.django_db
def test_of_a_mail_that_was_worked_off_and_of_an_answer_that_left_nothing_opens():
    key = mails.keep(Envelope("ana@example.org", "form@example.org", b"From: a\n\nUn canari."))
    with mails.presenting(key):
        came = Mail.objects.get(key=key)
        assert mails.opened(key).raw.endswith(b"Un canari.")

        mails.settle(mails.waiting(key, "came"), None)

        assert bytes(Mail.objects.get(key=key).sealed) == b""
    assert not left(came)


@pytest.mark.django_db
def test_a_talk_goes_with_the_draft_of_whoever_is_erased():
    code = begun()
    number = talks.number_of("+32470112233")
    with talks.with_number(number):
        row, spoken = talks.hold("+32470112233")
        spoken.code = code
        talks.keep(row, spoken)
        spoken.code = None
        talks.keep(row, spoken)
        talks.say(number, "+32470112233", "Un canari.")

    with connection.cursor() as cursor:
        cursor.execute("SELECT public.doors_forget_dialogues(%s)", [code.digest])

    with talks.with_number(number):
        assert not Talk.objects.exists()
    assert not left(row)


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_what_was_under_the_installations_key_is_sealed_anew_and_wrapped_under_another(acting_as):
    code = begun()
    row = row_of(code)
    told = {"code": [code.reference, code.word], "answers": SAID, "changes": [], "facts": {}}
    with drafts.presenting(code), transaction.atomic():
        Draft.objects.update(sealed=seal(json.dumps(told), row.place))
        assert not left(row)
    assert drafts.take_up(code).answers == SAID

    with acting_as("owner"):
        assert seal_loose_anew(at_once=1) == {"services_draft": 1}
        assert seal_loose_anew() == {}
    assert bytes(row_of(code).sealed[:1]) == LOOSE
    another = override_settings(TANDEM_KEY="another", TANDEM_KEY_FORMER=[settings.TANDEM_KEY])
    with another, acting_as("owner"):
        assert loose.wrap_anew(at_once=1) == 1
        assert loose.wrap_anew() == 0
    with transaction_within(Scope(presented=code.digest.hex())):
        again = Draft.objects.get()
    with override_settings(TANDEM_KEY="another", TANDEM_KEY_FORMER=[]):
        assert json.loads(loose.text_of(again, again.place))["answers"] == SAID
