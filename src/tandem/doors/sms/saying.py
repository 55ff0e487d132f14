"""Every text said by text message, short and whole; and how long ones are cut into messages."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.cases import intake, unanswered
from tandem.cases.opening import Receipt
from tandem.doors import presenting, replies
from tandem.doors.asking import Prompt
from tandem.doors.sms import words
from tandem.outbox import coding
from tandem.outbox.text import as_texted
from tandem.services.alike import joined_in_words
from tandem.services.declaration import Service
from tandem.services.drafts import Code, OpenDraft
from tandem.territory.models import Platform
from tandem.toolbox.texts import Text
from tandem.ui.formats import day, day_time, short_day

LONGEST_LINE = 600
LONGEST_ANSWER = 300
"""Of what she said, in the reading back: she knows how it goes on."""
Compose = Callable[[], list[str]]


def danger() -> str:
    """Said to whoever writes for the first time, or what we do not understand."""
    return " ".join(filter(None, [_("In danger? Call 112."), presenting.telephone()]))


FIRST = 4
"""Services in the first message, which is paid for by the part: the others are a sign away."""


def welcome(*, begun: bool = False) -> list[str]:
    """What can be asked for, by number; `begun` if a form can be gone on with."""
    offered = _offered()
    more = [_("+: more services.")] if len(offered) > FIRST else []
    offered = [*offered[:FIRST], *more]
    platform = Platform.objects.order_by("pk").first()
    return [
        _("%(platform)s. Answer with the number:")
        % {"platform": platform or settings.PLATFORM_NAME},
        *offered,
        *([_("GO ON: the form that was begun.")] if begun else []),
        danger(),
        "FR NL DE EN: " + _("language. HELP: more. STOP: no more messages."),
    ]


def other_services() -> list[str]:
    """What the first message had no room for."""
    return _offered()[FIRST:]


def _offered() -> list[str]:
    return [f"{number} {service.title}" for number, service in enumerate(words.services(), 1)]


def meant(service: type[Service], *, is_danger: bool = False) -> list[str]:
    """To a sentence in which somebody seems to ask for this."""
    now = service.urgent.now if is_danger and service.urgent else ""
    return [
        *([_("Is it dangerous? %(now)s") % {"now": now}] if now else []),
        danger(),
        _("“%(title)s”: answer YES, and we ask you what we need to know. All else: NO.")
        % {"title": service.title},
    ]


def help_lines() -> list[str]:
    return list(
        filter(
            None,
            [
                _("Answer each message with a number or words."),
                _(
                    "#3: see or change answer 3. BACK: one back. SEND: check and send. KEEP: later. GO ON: go on. NEW: another."
                ),
                _("Your reference and ?: where it stands. FR NL DE EN: language. STOP: no more."),
                presenting.telephone(),
            ],
        )
    )


def begun(service: type[Service], code: Code) -> list[str]:
    """What is promised, before the first question; and by what she shows later that it is hers."""
    reference = _("Your reference: %(reference)s.") % {"reference": code.shown_reference}
    lines = [*_promised(service), reference]
    return [*lines, _("In danger? Call 112.")] if service.in_danger else lines


def _promised(service: type[Service]) -> list[str]:
    if closed := intake.told_before_in_short(service):
        return [str(service.title), *closed]
    days = service.promise.working_days
    promised = ngettext(
        "%(title)s. Answer within %(days)s working day.",
        "%(title)s. Answer within %(days)s working days.",
        days,
    )
    return [promised % {"title": service.title, "days": days}]


def prompt_lines(
    prompt: Prompt, number: int, total: int, *, skip: int = 0, is_wrong: bool = False
) -> list[str]:
    """A question with its options and how to answer; `skip` options were told before."""
    if skip:
        return [str(option) for option in prompt.listed[skip:]]
    asked = f"{number}/{total} {prompt.text}"
    # Of a week too many for a list; a list is what the mistake tells her to look at.
    listed = (
        [replies.half_days_list()] if is_wrong and prompt.kind == "half_days" else prompt.listed
    )
    return [asked, *(str(option) for option in listed), *prompt.hints]


SAME = "ABC"
"""The letters by which what is known already is told apart; figures are those of answers."""


def same_number() -> str:
    return _("= : this number.")


def so_far(answer: str) -> list[str]:
    """What she had answered, below the question that she looks at again."""
    return [_("Your answer: %(answer)s") % {"answer": _shortened(answer)}] if answer else []


def rest(count: int) -> list[str]:
    """When nothing is needed any more."""
    asked = ngettext(
        "That is all we need. Do you want to tell more? %(count)s question, you may leave it open. YES or NO.",
        "That is all we need. Do you want to tell more? %(count)s questions, you may leave them open. YES or NO.",
        count,
    )
    return [asked % {"count": count}]


def perhaps(label: Text, number: int) -> str:
    """What her own words seem to mean, which is none of the answers as they are called."""
    facts = {"label": label, "number": number}
    return _("We keep your words. Do you mean “%(label)s”? Then answer %(number)s.") % facts


def more_to_come() -> str:
    return _("Write + for more answers.")


def read_back(
    rows: Iterable[tuple[int, str, str]], known: Sequence[tuple[str, bool]] = ()
) -> list[str]:
    """Every answer in words, each with its number; what is `known` already, each with a letter, and
    whether she said that it is that.
    """
    said = [
        f"{number} {_ended(label)} {_shortened(answer)}" for number, label, answer in rows if answer
    ]
    return [
        _("Please check:"),
        *said,
        *_alike(known),
        _("Answer YES to send it, or #1 to change answer 1."),
    ]


def _alike(known: Sequence[tuple[str, bool]]) -> list[str]:
    if not known:
        return []
    chosen = next((label for label, is_it in known if is_it), "")
    if chosen:
        return [_("The same as: %(report)s") % {"report": chosen}]
    named = [f"{letter}: {label}" for letter, (label, _is_it) in zip(SAME, known, strict=False)]
    return [_("Known already. Is it one of these? Answer its letter:"), *named]


def _ended(label: str) -> str:
    return label if label.endswith(("?", ".", ":", "!")) else f"{label}:"


def _shortened(answer: str) -> str:
    return answer if len(answer) <= LONGEST_ANSWER else answer[: LONGEST_ANSWER - 1] + "…"


def sent(receipt: Receipt, service: type[Service], *, here: bool = False) -> list[str]:
    """What she has to know now; `here` where the receipt comes to this number by itself."""
    now = [str(service.urgent.now)] if receipt.urgent and service.urgent else []
    if here:
        return now
    joined = joined_in_words(receipt.voices)
    return [
        _("Sent. Your reference is %(reference)s, your word is “%(word)s”.")
        % {"reference": receipt.shown_reference, "word": receipt.word},
        *([joined] if joined else []),
        unanswered.instead_for(service, receipt.organisation)
        or _("You have an answer on %(date)s at the latest.") % {"date": day(receipt.due_on)},
        *now,
        _("Where it stands: write %(reference)s?") % {"reference": receipt.shown_reference},
    ]


def kept(code: Code) -> list[str]:
    return [
        _("Kept for 30 days. Your reference is %(reference)s, your word is “%(word)s”.")
        % {"reference": code.shown_reference, "word": code.word},
        _("GO ON: go on here. Or on the website, by telephone, at the desk."),
    ]


def ways_on(numbered: Iterable[tuple[int, str]]) -> list[str]:
    """Each with the number of the answer that is then another one."""
    ways = [f"#{number}: {said}." for number, said in numbered]
    return [*ways, _("GO ON: go on here, when it is open again.")]


def stands(draft: OpenDraft, at: str) -> str:
    """Of a form that was begun and not sent."""
    told = {"date": short_day(draft.row.expires_at), "number": at}
    if not at:
        return _("not sent yet. Kept until %(date)s. GO ON: go on.") % told
    return _("not sent yet. Kept until %(date)s, at question %(number)s. GO ON: go on.") % told


def who_is_it(begun: Iterable[OpenDraft]) -> list[str]:
    """Asks for what only she knows who began the form, and tells nothing of it but when."""
    moments = [day_time(draft.row.begun_at) for draft in begun]
    asked = ngettext(
        "A form was begun with this number: %(when)s. Is it yours?",
        "Forms were begun with this number: %(when)s. Is one of them yours?",
        len(moments),
    )
    return [
        asked % {"when": "; ".join(moments)},
        _("Then answer with the last 4 signs of its reference, from our first message."),
        _("If not: answer NEW."),
        _("In danger? Call 112."),
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
