"""The gateway of the demonstration: a message is a file, and nothing else."""

from tandem.outbox.gateways.folder import Folder
from tandem.project.demo.order import TEXTS, Order


def test_each_message_is_a_whole_file_by_number(tmp_path, settings):
    settings.DATA = tmp_path

    Folder().send("+32 470 11 22 33", "Réparé.\nMerci", "a/../b")

    [made] = (tmp_path / "sms").iterdir()
    assert "-32470112233-" in made.name
    assert made.read_text(encoding="utf-8") == "Réparé.\nMerci\n"


def test_the_demonstration_uses_it_unless_another_is_named(tmp_path, monkeypatch):
    order = Order(8000, tmp_path, reset=False, people=1, empty=False)
    monkeypatch.delenv("SMS_GATEWAY", raising=False)
    assert order.environment("web")["SMS_GATEWAY"] == TEXTS["SMS_GATEWAY"]
    monkeypatch.setenv("SMS_GATEWAY", "another.Gateway")
    told = order.environment("web")
    assert told["SMS_GATEWAY"] == "another.Gateway"
    assert told.get("SMS_SECRET") != TEXTS["SMS_SECRET"]
