"""Every text that the room sends out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _

from tandem.outbox.text import Text
from tandem.streets import place, public
from tandem.streets.choices import Closed, HandoverState, State
from tandem.streets.kinds import find_kind, labels
from tandem.streets.models import Handover, Job, Move, Report
from tandem.ui.formats import day

FOLLOW = "/follow/"
STEP, REPAIRED, CLOSED, SHEET = "step", "repaired", "closed", "sheet"
YOURS, NO_LONGER_YOURS, NOTED = "yours", "no_longer_yours", "noted"
CORRECTED = "corrected"
STEPS = frozenset({STEP})


@dataclass(frozen=True, slots=True)
class News:
    """One step of a report, as it is told to whoever told us of it."""

    state: State
    planned_for: date | None = None
    changed: bool = False
    """Another day had been told before."""
    put_off: bool = False
    """That day has come, and it was not repaired."""
    to: str = ""
    """The service that has it now."""
    because: Closed | None = None
    again: bool = False
    """It had ended, and is open again."""
    look_first: bool = False
    """Somebody said so again and again: it does not come before others for it."""
    words: str = ""

    @property
    def name(self) -> str:
        """The same name is the same news."""
        return f"{self.state}:{self.planned_for.isoformat() if self.planned_for else self.to[:9]}"


def sentence(news: News) -> str:
    """What the reporters read, and what a colleague is shown before it is sent."""
    facts = {"day": day(news.planned_for) if news.planned_for else "", "to": news.to}
    if news.state == State.PLANNED:
        return _planned(news) % facts
    if news.state == State.LOOKED_AT and news.changed:
        return _(
            "We are sorry: the repair is not done on the day that we told you. There is no new day "
            "yet. We tell you as soon as we know it."
        )
    if news.state == State.NEW and news.again and news.look_first:
        return _("We were told that it is not solved. A colleague goes to look first.")
    if news.state == State.NEW and news.again:
        return _("We were told that it is not solved. We look at it again, before most others.")
    return {
        State.NEW: _("Your report stands by itself again: it is not the same as another one."),
        State.LOOKED_AT: _("A colleague has looked at your report."),
        State.UNDER_WAY: _("It is being repaired now."),
        State.HANDED_OVER: _(
            "Your report is now with another service: %(to)s. You keep your reference, and hear "
            "from us what becomes of it."
        ),
        State.REPAIRED: _("Our team says that it is repaired."),
        State.CLOSED: _("Your report is closed without a repair."),
        State.JOINED: _(
            "Somebody else had told us of the same. Both reports go on as one, and you hear from us "
            "what becomes of it."
        ),
    }[news.state] % facts


def _planned(news: News) -> str:
    if news.put_off:
        return _(
            "We are sorry: the repair could not be done on the day that we told you. It is now "
            "planned for %(day)s. If the day changes again, we tell you."
        )
    if news.changed:
        return _("The day has changed: the repair is now planned for %(day)s.")
    return _("The repair is planned for %(day)s. If the day changes, we tell you.")


def _short(news: News) -> str:
    """A text message shows on a locked screen: it names neither the thing nor the place."""
    if news.changed and news.state == State.PLANNED:
        return _("Your report %(reference)s: the day has changed. Now planned for %(day)s.")
    if news.changed:
        return _("Your report %(reference)s: the day we told you is off. We tell you the new one.")
    return {
        State.NEW: _("Your report %(reference)s is looked at again."),
        State.LOOKED_AT: _("A colleague has looked at your report %(reference)s."),
        State.PLANNED: _("Your report %(reference)s: planned for %(day)s."),
        State.UNDER_WAY: _("Your report %(reference)s: work has begun."),
        State.HANDED_OVER: _("Your report %(reference)s is now with another service."),
        State.JOINED: _("Your report %(reference)s goes on together with another one."),
    }[news.state]


def about(report: Report) -> str:
    """“A street lamp, Rue des Tilleuls 12, 1030”."""
    kind = str(find_kind(report.territory, report.category).label)
    where = public.place_in_words(report)
    return _("It is about: %(kind)s, %(where)s.") % {"kind": kind, "where": where}


MOST_IN_SHORT = 35


def _in_short(report: Report) -> str:
    """The kind and the street, without the number of a house: so that she knows of what it is."""
    kind = str(find_kind(report.territory, report.category).label)
    street = public.without_number(public.spot_of(report).street)
    said = [kind, street or report.square or report.postal_code]
    return ", ".join(
        one if len(one) <= MOST_IN_SHORT else one[: MOST_IN_SHORT - 3] + "..." for one in said
    )


def _told(report: Report, news: News) -> tuple[str, ...]:
    """The step, and by whom its words are where another service wrote them."""
    back = _brought_back_by(report, news)
    if back and news.words:
        said = _("It came back from %(name)s, who writes: %(words)s")
        return (said % {"name": back, "words": news.words}, _who_decides())
    if back:
        return (_("It came back from %(name)s.") % {"name": back}, _who_decides())
    if news.words == news.to:
        # The line of a hand-over is the name alone: the sentence has said it.
        return (sentence(news),)
    if news.to:
        written = _("%(name)s writes: %(words)s") % {"name": news.to, "words": news.words}
        return (sentence(news), written if news.words else "")
    return (sentence(news), news.words)


def _who_decides() -> str:
    return _("A colleague now decides who repairs it.")


def _brought_back_by(report: Report, news: News) -> str:
    """Whoever said just now that it is not theirs."""
    if news.state != State.LOOKED_AT or report.pk is None:
        return ""
    last = Handover.objects.filter(report=report).order_by("-pk").first()
    if last is None or last.state != HandoverState.RETURNED or last.returned_at is None:
        return ""
    since = Move.objects.filter(report=report, at__gte=last.returned_at).count()
    return last.public_name if since == 1 else ""


def step(report: Report, reference: str, news: News) -> Text:
    when = news.planned_for.strftime("%d/%m") if news.planned_for else ""
    return Text(
        kind=STEP,
        reference=reference,
        link=FOLLOW,
        paragraphs=tuple(filter(None, (*_told(report, news), about(report)))),
        short=_short(news) % {"reference": reference, "day": when},
    )


def is_it_repaired(report: Report, reference: str, news: News) -> Text:
    """Done means repaired: whoever told us has the last word."""
    code = reference.replace(" ", "")
    return Text(
        kind=REPAIRED,
        reference=reference,
        link=FOLLOW,
        paragraphs=tuple(
            filter(
                None,
                (
                    sentence(news),
                    news.words,
                    about(report),
                    _("Is it repaired? Please tell us yes or no, by any way you like."),
                    _("With a no we look at it again. Your reference is %(reference)s.")
                    % {"reference": reference},
                ),
            )
        ),
        short=_(
            "%(what)s: the team says it is repaired. Is it? Answer YES %(code)s or NO %(code)s."
        )
        % {"what": _in_short(report), "code": code},
    )


def corrected(report: Report, reference: str, was: str) -> Text:
    """A colleague has put it into another category: with the other day that this brings."""
    kind = labels(report.territory).get(was, was)
    days = {"first": day(report.due_on), "now": day(report.aim_now) if report.aim_now else ""}
    return Text(
        kind=CORRECTED,
        reference=reference,
        link=FOLLOW,
        paragraphs=(
            _("A colleague has corrected what your report is about. Before, it was: %(kind)s.")
            % {"kind": kind},
            about(report),
            _(
                "We had aimed at a repair by %(first)s. For this it is %(now)s. Whether we are late, we "
                "still count by the first day."
            )
            % days
            if report.aim_now
            else _("We still aim at a repair by %(first)s.") % days,
        ),
        short=_("Your report %(reference)s: we corrected what it is about. See the page of it.")
        % {"reference": reference},
    )


def noted(report: Report, reference: str) -> Text:
    """To whom a colleague's note speaks: a yes written down for her, which she can take back."""
    code = reference.replace(" ", "")
    return Text(
        kind=NOTED,
        reference=reference,
        link=FOLLOW,
        paragraphs=(
            _("A colleague wrote down that you told us: it is repaired."),
            about(report),
            _(
                "Is this not so? Tell us no, by any way you like, with your reference %(reference)s: "
                "we look at it again."
            )
            % {"reference": reference},
        ),
        short=_("%(what)s: we noted that you say it is repaired. Not so? Answer NO %(code)s.")
        % {"what": _in_short(report), "code": code},
    )


def closed(report: Report, reference: str, news: News) -> Text:
    because = [str(news.because.label)] if news.because else []
    return Text(
        kind=CLOSED,
        reference=reference,
        link=FOLLOW,
        paragraphs=tuple(
            filter(
                None,
                (
                    sentence(news),
                    *because,
                    news.words,
                    about(report),
                    _(
                        "You do not agree? Tell us by any way you like, with your reference: "
                        "another person looks at it again."
                    ),
                ),
            )
        ),
        short=_("Your report %(reference)s is closed. Call us to hear why, or if you do not agree.")
        % {"reference": reference},
        calls=True,
    )


def sheet(
    job: Job, reports: Sequence[Report], near: Mapping[int, str] = MappingProxyType({})
) -> Text:
    """To whoever repairs: thing, place and sign, and nothing of who told us. `near`: what stands near
    those of which nothing else tells the place.
    """
    kinds = labels(job.territory)
    stops = []
    for number, report in enumerate(reports, 1):
        facts = {
            "number": number,
            "kind": kinds.get(report.category, report.category),
            "where": ", ".join(filter(None, [_spot(report), near.get(report.pk, "")])),
            "sign": report.shown_sign,
        }
        stops.append(_("%(number)s. %(kind)s, %(where)s (%(sign)s)") % facts)
    return Text(
        kind=SHEET,
        paragraphs=(
            _("Your work of %(day)s:") % {"day": day(job.day)},
            *stops,
            _("Tell us by this address what was done, and what was not."),
        ),
    )


def yours_to_repair(handover: Handover, near: str = "") -> Text:
    """To whoever is responsible and works with no program: the thing, its place, our words. `near`:
    what stands near it, where nothing else tells the place.
    """
    report = handover.report
    facts = {
        "kind": labels(report.territory).get(report.category, report.category),
        "where": ", ".join(filter(None, [_spot(report), near])),
    }
    return Text(
        kind=YOURS,
        link=f"/streets/{report.sign}/",
        paragraphs=tuple(
            filter(
                None,
                (
                    _("We were told of something broken that is yours to repair."),
                    _("What and where: %(kind)s, %(where)s.") % facts,
                    handover.words,
                    _("Our sign for it is %(sign)s: please name it when you answer.")
                    % {"sign": report.shown_sign},
                    _(
                        "Tell us when it is repaired, or that it is not yours: simply answer this message."
                    ),
                ),
            )
        ),
    )


def no_longer_yours(handover: Handover) -> Text:
    """To whoever had it and works with no program."""
    report = handover.report
    facts = {
        "kind": labels(report.territory).get(report.category, report.category),
        "where": _spot(report),
    }
    return Text(
        kind=NO_LONGER_YOURS,
        paragraphs=(
            _("We go on ourselves with something that we had handed over to you."),
            _("What and where: %(kind)s, %(where)s.") % facts,
            _("Our sign for it is %(sign)s. Nothing is left to do for you. Thank you.")
            % {"sign": report.shown_sign},
        ),
    )


def _spot(report: Report) -> str:
    return place.spot(report, number=True)
