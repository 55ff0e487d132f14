"""Answers of whoever repairs and is written to: they land at the report, and change nothing by themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from tandem.cases.access import reply_opened
from tandem.cases.elsewhere import Named, Outside
from tandem.cases.models import Reply
from tandem.cases.queries import Letter, letter_of
from tandem.outbox.models import Message
from tandem.people.queries import writes_from
from tandem.streets import their_words
from tandem.streets.models import Handover, Report
from tandem.streets.their_words import Proposed
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.toolbox.reference import clean

SIGN = re.compile(r"\b([0-9A-Za-z]{4})[ -]?([0-9A-Za-z]{4})\b", re.ASCII)
MOST_SIGNS, MOST_SHOWN = 6, 5
MOST_WORDS = 4_000
"""Of a mail, in which a sign is looked for."""


def page_of(key: int) -> str:
    report = Report.objects.filter(handovers=key).first()
    return reverse("streets:hand_over", args=[report.sign]) if report is not None else ""


def named(sender: str, words: str) -> Named | None:
    """The message by which a report that the mail names was given to whom the mail is from.

    A sender is easily forged, and the sign is public: so what comes in thus is read, and no more.
    """
    for sign in _signs(words):
        place = signposts.find_one("report", sign)
        if place is None:
            continue
        with within(place.scope):
            given = Handover.objects.filter(
                report=int(place.target), to_system__contact__isnull=False
            )
            for handover in given.select_related("to_system__contact").order_by("-pk"):
                contact = handover.to_system.contact if handover.to_system else None
                message = Message.objects.about(handover).order_by("pk").first()
                if contact is not None and message is not None and writes_from(contact, sender):
                    return Named(place.scope, message.pk)
    return None


def _signs(words: str) -> Iterator[str]:
    tried = 0
    for found in SIGN.finditer(words[:MOST_WORDS]):
        try:
            sign = clean("".join(found.groups()))
        except ValueError:
            continue
        tried += 1
        if tried > MOST_SIGNS:
            return
        yield sign


OUTSIDE = Outside("streets.handover", page_of, named)


@dataclass(frozen=True, slots=True)
class Came:
    letter: Letter
    proposed: Proposed


def came_about(report: Report) -> list[Came]:
    """What came back about it, newest first; each look is noted before it is read."""
    today = timezone.localdate()
    found = [letter_of(reply, reply_opened(reply)) for reply in _rows(report)[:MOST_SHOWN]]
    return [Came(letter, their_words.read(letter.written.words, today)) for letter in found]


def unread(report: Report) -> list[Reply]:
    return [row for row in _rows(report) if row.read_at is None]


def _rows(report: Report) -> list[Reply]:
    about = Q()
    for key in Handover.objects.filter(report=report, to_system__isnull=False).values_list(
        "pk", flat=True
    ):
        about |= Q(to__subject=f"{OUTSIDE.table}:{key}")
    if not about:
        return []
    rows = Reply.objects.filter(about, case__isnull=True, automatic=False)
    return list(rows.select_related("person", "to").order_by("-pk"))
