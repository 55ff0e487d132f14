import logging
import sys

import pytest

pytestmark = pytest.mark.django_db
SECRET = "ZKQ74MPA.babebibo"


def test_the_log_names_the_page_and_not_its_address(client, capsys):
    console = next(one for one in logging.getLogger().handlers if one.filters)
    console.setStream(sys.stderr)

    client.get(f"/solidarity/asked/{SECRET}/answer/")
    client.get(f"/no/such/{SECRET}/")

    said = capsys.readouterr().err
    assert "solidarity:asked_answer" in said
    assert "an address nobody has" in said
    assert SECRET not in said
