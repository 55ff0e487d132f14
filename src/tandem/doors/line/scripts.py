"""What an operator says before the first question and after the receipt, in the person's language."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from tandem.cases import unanswered
from tandem.cases.opening import Receipt
from tandem.doors import presenting
from tandem.doors.line.queries import greeting_of
from tandem.services.declaration import Service
from tandem.services.drafts import OpenDraft
from tandem.territory.models import Organisation
from tandem.ui.formats import day


@dataclass(frozen=True, slots=True)
class Script:
    language: str
    opening: str
    closing: str


def script_of(service: type[Service], desk: Organisation, language: str) -> Script:
    """The organisation's own greeting where it has one; the service's words where it has some."""
    with override(language):
        house = _("Good day, you are speaking with %(organisation)s.") % {"organisation": str(desk)}
        opening = service.greeting or _(
            "I ask you some questions and write down what you say. You can stop at any time, "
            "and ask me to repeat."
        )
        closing = service.farewell or _(
            "It is sent. Please write down the reference and the word, and read both back to me. "
            "Is there anything else?"
        )
        greeting = greeting_of(desk, language) or house
        return Script(language, f"{greeting} {opening}", str(closing))


def promised_in_words(draft: OpenDraft, answers: Organisation | None) -> list[str]:
    """What is promised before it is sent, to be said to whom speaks another language than the page."""
    language, service = draft.row.language, draft.service
    if language == get_language():
        return []
    urgent = service.is_urgent(draft.answers)
    days = service.promise_for(urgent=urgent).working_days
    with override(language):
        kept = _(
            "What you tell us is kept for one purpose: %(purpose)s. Only colleagues who handle it may read it, "
            "each look is noted, and you may ask to see that list."
        )
        said = [
            str(service.urgent.now) if urgent and service.urgent else "",
            unanswered.instead(service, answers)
            or ngettext(
                "The answer comes within %(days)s working day.",
                "The answer comes within %(days)s working days.",
                days,
            )
            % {"days": days},
            _("It comes from %(organisation)s.") % {"organisation": answers} if answers else "",
            kept % {"purpose": service.purpose.label},
        ]
        return [one for one in said if one]


def sent_in_words(receipt: Receipt, draft: OpenDraft, answers: Organisation | None) -> list[str]:
    """What is said of the receipt, to whom speaks another language than the page."""
    if draft.row.language == get_language():
        return []
    service = draft.service
    with override(draft.row.language):
        telephone = (
            f"{_('Telephone:')} {answers.telephone}" if answers and answers.telephone else ""
        )
        due = unanswered.instead(service, answers) or _(
            "You will have an answer on %(date)s at the latest."
        ) % {"date": day(receipt.due_on)}
        said = [
            presenting.joined(receipt),
            due,
            str(presenting.how_the_answer_comes(receipt.channel)),
            str(service.urgent.now) if receipt.urgent and service.urgent else "",
            _("%(organisation)s answers.") % {"organisation": answers} if answers else "",
            telephone,
        ]
        return [one for one in said if one]
