"""By which way a volunteer is asked, and who asks is answered, as a coordinator must know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.people.choices import Channel, TraceKind
from tandem.people.models import Trace
from tandem.solidarity import rules
from tandem.solidarity.models import Need, Offer
from tandem.toolbox.half_days import next_date
from tandem.ui.formats import day as day_in_words


@dataclass(frozen=True, slots=True)
class Reached:
    how: str
    warning: str
    """Where the question may come too late for the day; empty where it does not."""


def before_asking(need: Need, offer: Offer | None, half_days: Iterable[int]) -> Reached | None:
    """For the first of these half-days from today on."""
    today = timezone.localdate()
    days = [next_date(one, today) for one in half_days]
    return reached(need, offer, min(days), today) if days else None


def reached(need: Need, offer: Offer | None, day: date, asked_on: date) -> Reached | None:
    """None for a neighbour's volunteer: his own commune asks him, and knows how."""
    if offer is None or offer.organisation_id != need.organisation_id:
        return None
    channel = Channel(offer.person.channel)
    late = rules.may_come_too_late(channel, asked_on, day)
    facts = {"day": day_in_words(day)}
    return Reached(_how(channel), _warning(channel) % facts if late else "")


def asker_too_late(need: Need) -> str:
    """Where what is vital would be answered by nothing that arrives in time; empty otherwise."""
    slow = need.person.channel in rules.SLOW
    if not slow or not need.vital or need.state in rules.ENDED:
        return ""
    if Trace.objects.filter(person=need.person_id, kind=TraceKind.PHONE).exists():
        return _("It is vital, and a letter comes too late. There is a telephone number: call.")
    return _(
        "It is vital, and nothing that we write arrives in time. Go there, or send somebody: "
        "a letter comes too late."
    )


def _how(channel: Channel) -> str:
    if channel == Channel.SMS and not settings.SMS_GATEWAY:
        return _(
            "This volunteer chose text messages, which this platform cannot send yet: he is asked "
            "by e-mail or letter where we have an address, else a colleague calls."
        )
    return {
        Channel.EMAIL: _("This volunteer is asked by e-mail."),
        Channel.SMS: _("This volunteer is asked by text message."),
        Channel.CALL: _("This volunteer is asked by telephone: a colleague calls."),
        Channel.LETTER: _("This volunteer is asked by letter: a colleague prints and posts it."),
        Channel.DESK: _("This volunteer asks at the desk: nothing is sent."),
    }[channel]


def _warning(channel: Channel) -> str:
    return {
        Channel.CALL: _("It is for %(day)s: somebody has to call today, under Calls."),
        Channel.LETTER: _(
            "A letter may come too late for %(day)s. Print it today under Letters, or telephone."
        ),
        Channel.DESK: _("This volunteer may learn it too late for %(day)s. Telephone, if you can."),
    }[channel]
