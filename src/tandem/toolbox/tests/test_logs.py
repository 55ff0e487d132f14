import io
import logging

import pytest
from django.db import IntegrityError, transaction

from tandem.accounts.models import Account
from tandem.toolbox.logs import NoValues

ADDRESS = "nobody@example.example"


def logged(filters):
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    for one in filters:
        handler.addFilter(one)
    log = logging.Logger("of this test")
    log.addHandler(handler)
    try:
        with transaction.atomic():
            Account.objects.create_account(ADDRESS)
    except IntegrityError as error:
        log.exception("It went wrong: %s", error)
    return said.getvalue()


@pytest.mark.django_db
def test_what_the_database_says_of_a_refused_row_stands_in_no_log():
    Account.objects.create_account(ADDRESS)

    told = logged([NoValues()])

    assert ADDRESS not in told
    assert told.count("one_account_per_address") >= 2
    assert "Traceback" in told
    # The twin: without the filter it stands there.
    assert ADDRESS in logged([])


def test_what_follows_the_row_stays():
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "", None, None)
    record.exc_text = (
        "E: refused\nDETAIL:  Failing row contains (1,\nOdette\n).\nHINT:  Look again.\n"
    )

    NoValues().filter(record)

    assert record.exc_text == "E: refused\nHINT:  Look again.\n"
