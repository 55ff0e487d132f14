"""Every text said by text message, short and whole; and how long ones are cut into messages."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.cases import intake
from tandem.cases.opening import Receipt
from tandem.doors.asking import Prompt
from tandem.doors.sms import words
from tandem.outbox import coding
from tandem.outbox.text import as_texted
from tandem.services.declaration import Service
from tandem.services.drafts import Code
from tandem.territory.models import Platform
from tandem.toolbox.telephone import readable
from tandem.ui.formats import day

LONGEST_LINE = 600
LONGEST_ANSWER = 300
"""Of what she said, in the reading back: she knows how it goes on."""
Compose = Callable[[], list[str]]


def telephone() -> str:
    """Where a person answers, as a sentence; nothing where no platform has a number."""
    found = list(Platform.objects.exclude(telephone="").order_by("name"))
    if not found:
        return ""
    if len(found) == 1:
        return _("Telephone: %(number)s.") % {"number": readable(found[0].telephone)}
    numbers = [f"{platform} {readable(platform.telephone)}" for platform in found]
    return _("Telephone: %(number)s.") % {"number": ", ".join(numbers)}


def welcome() -> list[str]:
    """What can be asked for, by number."""
    offered = [f"{number} {service.title}" for number, service in enumerate(words.services(), 1)]
    platform = Platform.objects.order_by("pk").first()
    return [
        _("%(platform)s. Answer with the number:")
        % {"platform": platform or settings.PLATFORM_NAME},
        *offered,
        "FR NL DE EN: " + _("language. HELP: more. STOP: no more messages."),
    ]


def help_lines() -> list[str]:
    return list(
        filter(
            None,
            [
                _("Answer each message with a number or words."),
                _(
                    "#3: change answer 3. BACK: one back. SEND: read it back. KEEP: later. NEW: another."
                ),
                _("Your reference and ?: where it stands. FR NL DE EN: language. STOP: no more."),
                telephone(),
            ],
        )
    )


def begun(service: type[Service]) -> list[str]:
    """What is promised, before the first question."""
    if closed := intake.told_before_in_short(service):
        return [str(service.title), *closed]
    days = service.promise.working_days
    promised = ngettext(
        "%(title)s. Answer within %(days)s working day.",
        "%(title)s. Answer within %(days)s working days.",
        days,
    )
    lines = [promised % {"title": service.title, "days": days}]
    return [*lines, _("In danger? Call 112.")] if service.in_danger else lines


def prompt_lines(prompt: Prompt, number: int, total: int, *, skip: int = 0) -> list[str]:
    """A question with its options and how to answer; `skip` options were told before."""
    if skip:
        return [str(option) for option in prompt.listed[skip:]]
    asked = f"{number}/{total} {prompt.text}"
    return [asked, *(str(option) for option in prompt.listed), *prompt.hints]


def more_to_come() -> str:
    return _("Write + for more answers.")


def read_back(rows: Iterable[tuple[int, str, str]]) -> list[str]:
    """Every answer in words, each with its number."""
    said = [
        f"{number} {_ended(label)} {_shortened(answer)}" for number, label, answer in rows if answer
    ]
    return [
        _("Please check:"),
        *said,
        _("Answer YES to send it, or #1 to change answer 1."),
    ]


def _ended(label: str) -> str:
    return label if label.endswith(("?", ".", ":", "!")) else f"{label}:"


def _shortened(answer: str) -> str:
    return answer if len(answer) <= LONGEST_ANSWER else answer[: LONGEST_ANSWER - 1] + "…"


def sent(receipt: Receipt, service: type[Service]) -> list[str]:
    now = [str(service.urgent.now)] if receipt.urgent and service.urgent else []
    return [
        _("Sent. Your reference is %(reference)s, your word is “%(word)s”.")
        % {"reference": receipt.shown_reference, "word": receipt.word},
        _("You have an answer on %(date)s at the latest.") % {"date": day(receipt.due_on)},
        *now,
        _("Where it stands: write %(reference)s?") % {"reference": receipt.shown_reference},
    ]


def kept(code: Code) -> list[str]:
    return [
        _("Kept for 30 days. Your reference is %(reference)s, your word is “%(word)s”.")
        % {"reference": code.shown_reference, "word": code.word},
        _("Go on here, on the website, by telephone or at the desk."),
    ]


def who_is_it(codes: Iterable[Code]) -> list[str]:
    """Asks without telling anybody's name: whoever began a form has its reference."""
    masked = [f"{number} {code.reference[:4]}…" for number, code in enumerate(codes, 1)]
    return [
        _("Several forms were begun with this number. Which is yours? Answer with its number."),
        *masked,
        _("None of them: answer NEW."),
    ]


def in_messages(lines: Iterable[str]) -> list[str]:
    """As few messages as possible, each of as many parts as are paid for, cut between lines."""
    messages: list[str] = []
    for line in lines:
        line = line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"
        if messages and fits(longer := f"{messages[-1]}\n{line}"):
            messages[-1] = longer
        else:
            messages += _cut(line)
    return messages


def fits(text: str) -> bool:
    return coding.count_parts(as_texted(text)) <= settings.SMS_PARTS


def _is_too_long(text: str, size: int) -> bool:
    return not fits(text[:size])


def _cut(line: str) -> list[str]:
    pieces: list[str] = []
    rest = line
    while rest and not fits(rest):
        room = bisect_left(range(1, len(rest)), True, key=partial(_is_too_long, rest))
        blank = rest.rfind(" ", room // 2, room)
        room = blank + 1 if blank >= 0 else room
        pieces.append(rest[:room].rstrip(" "))
        rest = rest[room:]
    return [*pieces, rest]
