"""A text message that came in, whichever gateway brought it: taken once, answered once."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.doors import presenting
from tandem.doors.sms import dialogue, queue, saying, talks
from tandem.doors.sms.rules import Verdict, verdict
from tandem.doors.sms.talks import Spoken
from tandem.doors.sms.words import Command, command_in
from tandem.journal import asker
from tandem.journal.asker import acting
from tandem.journal.choices import Door
from tandem.outbox import mobiles
from tandem.toolbox.telephone import is_number, plain_number

MOST_SIGNS = 40_000
"""Of one message: two hundred and fifty-five parts."""


def hear(sender: str, text: str, name: str) -> None:
    """Everything that follows from this message, in one transaction.

    If it fails the gateway is not told that we have it, and tells it again.
    """
    # Machines write from short numbers and from names: what answers them never ends.
    if not is_number(sender):
        return
    door = replace(
        asker.current(),
        account=None,
        organisation=None,
        door=Door.SMS,
        wrote_from=sender,
        shown=None,
    )
    number = talks.number_of(sender)
    with acting(door), talks.with_number(number), transaction.atomic():
        if talks.first_time(name, number):
            _taken(plain_number(sender), number, text[:MOST_SIGNS])


def _taken(sender: str, number: bytes, text: str) -> None:
    row, spoken = talks.hold(sender)
    command = command_in(text)
    crowd = talks.count(row, spoken, text)
    dialogue.put_away(spoken)
    heard = verdict(crowd, settings.SMS_PER_HOUR, settings.SMS_PER_HOUR_IN_ALL)
    # Obeyed even in the middle of a flood: who wants silence has it.
    if command == Command.STOP:
        mobiles.stop(sender)
    said: Iterable[str] = []
    if heard == Verdict.WARN:
        row.warned = True
        said = _in_language(spoken, _too_much)
    elif heard == Verdict.LISTEN:
        said = _said(spoken, text, command)
    talks.keep(row, spoken)
    queue.say(number, sender, said)


def _said(spoken: Spoken, text: str, command: Command | None) -> list[str]:
    if command == Command.STOP:
        return _in_language(spoken, _stopped)
    if command == Command.START:
        mobiles.start(spoken.number)
        return _in_language(spoken, partial(dialogue.start_again, spoken))
    if command != Command.HELP and mobiles.is_stopped(spoken.number):
        return _in_language(spoken, _asked_for_silence)
    mobiles.wrote(spoken.number)
    return dialogue.answer(spoken, text)


def _in_language(spoken: Spoken, lines: saying.Compose) -> list[str]:
    with override(spoken.language):
        return saying.in_messages(lines())


def _too_much() -> list[str]:
    said = _("That is a lot of messages. We say nothing more for an hour.")
    return list(filter(None, [said, presenting.telephone()]))


def _stopped() -> list[str]:
    return [_("You get no more text messages from us. START: begin again."), presenting.telephone()]


def _asked_for_silence() -> list[str]:
    said = _("You asked for no more text messages. Write START to text with us again.")
    return list(filter(None, [said, presenting.telephone()]))
