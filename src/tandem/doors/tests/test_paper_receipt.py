"""What was understood of a form on paper is said back, in the letter alone."""

import pytest

from tandem.doors.tests.scanning import ANSWERS, filled, read, scan, sheets_on
from tandem.outbox.models import Message
from tandem.outbox.paper.letter import _paragraphs
from tandem.tenancy.scope import within
from tests.factories import scope_of
from tests.parity.drivers import Web

pytestmark = pytest.mark.django_db
WRITTEN = {
    "where_street": "Rue des Tilleuls Inventés 12",
    "who_first_name": "Rosa",
    "who_last_name": "Vandenput",
}
READ = "This is how we read your form."


@pytest.fixture
def ours(commune):
    with within(scope_of(commune)):
        yield


def sent(scanner, lamp, channel: str, **more: str) -> Message:
    sheet = filled(lamp, ANSWERS | {"reach_channel": [channel]})
    (path,) = sheets_on(scan(scanner, sheet))
    read(scanner, path, "send", **WRITTEN, **more)
    return Message.objects.get(kind="receipt")


def test_the_letter_repeats_each_answer_in_words(scanner, lamp, commune, ours):
    message = sent(scanner, lamp, "letter")

    printed = " ".join(_paragraphs(message.text, commune))
    assert READ in printed
    assert "Which colour has it? – Green" in printed
    assert "Rue des Tilleuls Inventés 12" in printed
    assert "What do you call it?" not in printed, "nothing is said of what was left open"


def test_no_other_way_repeats_them(scanner, lamp, ours):
    message = sent(scanner, lamp, "email", reach_email="rosa@example.example")

    assert message.text.in_letter == ()
    assert READ not in " ".join(message.text.paragraphs)


def test_who_read_it_back_before_sending_is_not_told_again(lamp, commune, ours):
    web = Web()
    web.begin(lamp)
    groups: dict[str, dict[str, list[str]]] = {}
    for html, said in ANSWERS.items():
        groups.setdefault(html.split("_")[0], {})[html] = said
    web.answer(groups | {"noises": {"noises": []}, "nickname": {"nickname": [""]}})
    web.send()

    assert Message.objects.get(kind="receipt").text.in_letter == ()
