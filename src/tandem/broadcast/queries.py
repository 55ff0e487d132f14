"""What the pages show of a broadcast: counts and words, and nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from tandem.accounts.models import Account
from tandem.broadcast import counting, messages, rules
from tandem.broadcast.choices import LeftOutReason
from tandem.broadcast.foreseeing import Foreseen
from tandem.broadcast.models import Broadcast
from tandem.cases import intake
from tandem.journal.choices import Door
from tandem.outbox import many, previews
from tandem.outbox.choices import State as Going
from tandem.outbox.previews import Preview
from tandem.outbox.text import Text
from tandem.people.choices import Channel
from tandem.services.catalogue import find, services
from tandem.services.declaration import Service
from tandem.territory.models import Organisation
from tandem.toolbox.texts import Text as Words
from tandem.ui.formats import language_name

A_PAGE = 30
NOBODY = 0


def broadcasts(number: str | None, organisations: Iterable[Organisation]) -> Page[Broadcast]:
    rows = Broadcast.objects.filter(organisation__in=list(organisations)).order_by("-pk")
    return Paginator(rows.select_related("organisation"), A_PAGE).get_page(number)


def kept_reasons(broadcast: Broadcast) -> counting.Lines:
    by_reason = {LeftOutReason(code): many for code, many in broadcast.left_out.items()}
    return counting.reasons(by_reason)


def difference(broadcast: Broadcast, foreseen: Foreseen) -> tuple[str, str]:
    """How many more, and how many fewer, than when somebody last asked."""
    then, now = set(broadcast.foreseen), set(foreseen.keys)
    return counting.few(len(now - then)), counting.few(len(then - now))


def shown_in(broadcast: Broadcast) -> list[Preview]:
    """The words of each language, by each way."""
    return [
        previews.preview(text_in(broadcast, language), language, broadcast.organisation)
        for language in broadcast.languages
    ]


def text_in(broadcast: Broadcast, language: str) -> Text:
    wording = rules.Wording(language, is_hers=True)
    stop = messages.stop_path(broadcast.territory_id, broadcast.organisation_id, NOBODY)
    return replace(messages.compose(broadcast, wording, language), stop=stop)


def services_on_paper() -> list[type[Service]]:
    """Whose forms a letter can bring."""
    return [one for one in services() if Door.PAPER in one.doors() and not one.for_staff_of]


def form_in_letters(broadcast: Broadcast) -> Words:
    """What the form is called that the letters bring; empty if they bring none."""
    service = find(broadcast.form) if broadcast.form else None
    return service.title if service else ""


def against_the_form(broadcast: Broadcast) -> str:
    """Why the form is of little use to those who get it now; empty where nothing is against it."""
    service = find(broadcast.form) if broadcast.form else None
    if service is None:
        return _("It is no longer offered. Choose another form, or none.") if broadcast.form else ""
    return intake.closed_in(service, broadcast.organisation.area)


def letter_in(broadcast: Broadcast, language: str) -> bytes:
    """All that lies in the envelope, to nobody."""
    text, organisation = text_in(broadcast, language), broadcast.organisation
    return previews.letter(text, language, organisation, enclosed=broadcast.enclosed)


def notes(broadcast: Broadcast) -> list[tuple[str, str]]:
    """What stands above the text for those in whose language nothing is written."""
    wording = rules.Wording(broadcast.fallback, is_hers=False)
    return [
        (code, messages.compose(broadcast, wording, code).paragraphs[0])
        for code, _name in settings.LANGUAGES
        if code not in broadcast.languages
    ]


def colleagues(broadcast: Broadcast) -> tuple[str, str]:
    """Who wrote something of it, and who agreed."""
    keys = [*broadcast.writers, *([broadcast.approved_by] if broadcast.approved_by else [])]
    known = dict(Account.objects.filter(pk__in=keys).values_list("pk", "email"))
    writers = ", ".join(known.get(key, "–") for key in broadcast.writers)
    return writers, known.get(broadcast.approved_by or 0, "")


def not_written(broadcast: Broadcast) -> list[str]:
    return [
        language_name(code) for code, _name in settings.LANGUAGES if code not in broadcast.languages
    ]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of it, by the way each message goes."""

    rows: list[list[str]]
    waiting: int
    letters: int
    calls: int
    unsure: int
    failed: int
    stopped: int


def report(broadcast: Broadcast) -> Report:
    found = many.standing(broadcast)

    def stand(way: Channel | None, *states: Going) -> int:
        return sum(
            count
            for (channel, state), count in found.items()
            if way in {None, channel} and state in states
        )

    ways = [way for way in Channel if stand(way, *Going)]
    return Report(
        rows=counting.shown_in_report(
            (_way(way), [stand(way, *states) for _head, states in columns()]) for way in ways
        ),
        waiting=stand(None, Going.WAITING, Going.SENDING),
        letters=stand(Channel.LETTER, Going.READY),
        calls=stand(Channel.CALL, Going.READY),
        unsure=stand(None, Going.UNSURE),
        failed=stand(None, Going.FAILED),
        stopped=stand(None, Going.CANCELLED),
    )


def _way(way: Channel) -> str:
    # Nobody chose the desk for it: it is where a message ends that no way would take.
    return _("No way was left") if way == Channel.DESK else str(way.label)


def columns() -> list[tuple[str, tuple[Going, ...]]]:
    """What a report tells apart. A letter is sent when it is posted, a call when it was said."""
    return [
        (_("To leave"), (Going.WAITING, Going.SENDING, Going.READY, Going.PRINTED)),
        (_("Sent"), (Going.SENT,)),
        (_("Arrived"), (Going.DELIVERED, Going.DONE)),
        (_("May have left"), (Going.UNSURE,)),
        (_("Could not leave"), (Going.FAILED,)),
        (_("Taken back"), (Going.CANCELLED,)),
    ]
