"""Every text about company that is sent out; nobody is named before all have said yes."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tandem.outbox.text import Compose, Text
from tandem.services.questions import half_day_name
from tandem.solidarity import where_when
from tandem.solidarity.neighbours import rules
from tandem.solidarity.neighbours.choices import Interest
from tandem.solidarity.neighbours.models import Circle, CircleMember, Seeker
from tandem.toolbox.half_days import from_bits
from tandem.ui.formats import short_day

OfMember = Callable[[CircleMember], Text]
ASKED = "company_asked"
AGE = "company_age"
QUESTIONS = frozenset({ASKED, AGE})


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What one may know of another when all have said yes."""

    first_name: str
    quarter: str


def shared(circle: Circle) -> dict[str, str]:
    return {
        "interests": ", ".join(str(Interest(one).label) for one in circle.interests),
        "half_days": ", ".join(str(half_day_name(one)) for one in from_bits(circle.half_days)),
        "where": where_when.of(circle).rstrip("."),
    }


def question(circle: Circle, others: int) -> list[str]:
    """What somebody is asked, the same on the page, in the letter and read aloud."""
    facts = shared(circle)
    first = (
        ngettext(
            "A neighbour would like company too. You share: %(interests)s.",
            "Two neighbours would like company too. You all share: %(interests)s.",
            others,
        )
        if circle.interests
        else ngettext(
            "A neighbour would like company too.",
            "Two neighbours would like company too.",
            others,
        )
    )
    return [
        first % facts,
        _("You have time at the same moments: %(half_days)s.") % facts,
        _("The first meeting: %(where)s.") % facts,
        _(
            "Would you like to meet? Please say yes or no. You need not say why. You learn each "
            "other’s first names when all have said yes; nobody learns who said no."
        ),
        _("After a no we do not ask you about each other again."),
        *_until(circle),
    ]


def _until(circle: Circle) -> list[str]:
    if circle.asked_at is None:
        return []
    day = short_day(rules.answered_until(circle.asked_at))
    return [
        _("Please answer by %(day)s. If we hear nothing, we look on for all of you.") % {"day": day}
    ]


def asked(member: CircleMember) -> Text:
    case = member.seeker.case
    others = member.circle.members.count() - 1
    return Text(
        kind=ASKED,
        reference=case.shown_reference,
        link="/follow/",
        paragraphs=(*question(member.circle, others), _("You may also answer by telephone.")),
        short=_("A neighbour looks for company too. Meet? Answer YES %(code)s or NO %(code)s.")
        % {"code": case.reference},
    )


def introduction(circle: Circle, seeker: Seeker, others: list[Neighbour]) -> Compose:
    """First name and quarter of each other, what they share, and where they meet."""

    def text() -> Text:
        facts = shared(circle) | {"names": _names(others)}
        return Text(
            kind="introduction",
            reference=seeker.case.shown_reference,
            link="/follow/",
            paragraphs=(
                _("Good news: all have said yes. You meet %(names)s.") % facts,
                *([_("You share: %(interests)s.") % facts] if circle.interests else []),
                _("The first meeting: %(where)s.") % facts,
                _(
                    "A colleague is there the first time. What more you tell each other is up to you."
                ),
                _("It does not suit you after all? You can leave at any time, without a reason."),
                _("Nobody of you asks for money, a bank card or a code."),
            ),
            short=_("All said yes: you meet %(names)s. %(where)s.") % facts,
        )

    return text


def met(language: str) -> str:
    with override(language):
        return _(
            "You have said yes to each other. Where and when you meet stands on the page of your "
            "request; we also tell you by telephone."
        )


def meeting(circle: Circle, others: list[Neighbour]) -> list[str]:
    """What she may read again as long as they meet; without names where somebody reads it to her."""
    facts = shared(circle) | {"names": _names(others)}
    return [
        *([_("You meet %(names)s.") % facts] if others else []),
        *([_("You share: %(interests)s.") % facts] if circle.interests else []),
        *([_("The first meeting: %(where)s.") % facts] if facts["where"] else []),
    ]


def _names(others: list[Neighbour]) -> str:
    return ", ".join(
        _("%(name)s from %(quarter)s") % {"name": one.first_name, "quarter": one.quarter}
        if one.quarter
        else one.first_name
        for one in others
    )


def not_this_time(member: CircleMember) -> Text:
    return Text(
        kind="change",
        reference=member.seeker.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("It does not come about this time. You keep your place, and we go on looking."),
        ),
        short=_("It does not come about this time. You keep your place, we go on looking."),
    )


def left(member: CircleMember) -> Text:
    return Text(
        kind="change",
        reference=member.seeker.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("Somebody of you has left, and need not say why. We look for company for you again."),
        ),
        short=_("Somebody of you has left. We look for company for you again."),
    )


def left_and_over(member: CircleMember) -> Text:
    """Where her own request is over: nobody looks for her until she says so."""
    return Text(
        kind="change",
        reference=member.seeker.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("Somebody of you has left, and need not say why."),
            _("Would you like us to look for company for you again? Open your request again."),
        ),
        short=_("Somebody of you has left. Look for company again? Open your request again."),
    )


def no_longer_looks() -> str:
    return _("You told us that you no longer look for company.")


def answer_noted(seeker: Seeker, *, yes: bool) -> Text:
    return _noted(
        seeker,
        _("You would like to meet.") if yes else _("You would rather not meet these neighbours."),
    )


def age_noted(seeker: Seeker, *, of_age: bool) -> Text:
    return _noted(seeker, _("You are 18 or older.") if of_age else _("You are younger than 18."))


def _noted(seeker: Seeker, said: str) -> Text:
    """The first paragraph stands in the timeline: it does not say what she answered."""
    return Text(
        kind="change",
        reference=seeker.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("A colleague wrote down for you what you answered about company."),
            said,
            _("Is that not so? Tell us by any way you like, with your reference."),
        ),
        short=_("We wrote down for you: %(said)s Not so? Tell us.") % {"said": said},
    )


def unanswered(member: CircleMember) -> Text:
    return Text(
        kind="change",
        reference=member.seeker.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("We asked you whether you would like to meet, and have not heard from you."),
            _(
                "You keep your place, and we go on looking. Do you no longer look for company? You can "
                "leave at any time, without a reason."
            ),
        ),
        short=_("We have not heard from you about company. You keep your place, we go on looking."),
    )


def age_asked(seeker: Seeker) -> Text:
    return Text(
        kind=AGE,
        reference=seeker.case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("You look for company. We have one more question: are you 18 or older?"),
            _(
                "We bring nobody under 18 together with people she does not know. You keep your place; "
                "as soon as we have your answer, we look for you."
            ),
            _("You may also answer by telephone."),
        ),
        short=_("Looking for company: are you 18 or older? Answer YES %(code)s or NO %(code)s.")
        % {"code": seeker.case.reference},
    )
