"""A rule that says who else has to repair a report: proposed on its page, done by a person."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tandem.streets import handing, messages, routing, ruling
from tandem.streets.access_abroad import neighbours
from tandem.streets.choices import Ground, HandoverState, State
from tandem.streets.forms_abroad import key_of
from tandem.streets.kinds import labels
from tandem.streets.landmark import landmark_of
from tandem.streets.models import Handover, Report, Rule
from tandem.streets.place import is_in_words_only
from tandem.streets.rules import OPEN


@dataclass(frozen=True, slots=True)
class Proposed:
    """As the form of the hand-over is filled in."""

    number: int
    """Of the rule, counted as its page counts."""
    who: str
    to: str
    ground: Ground
    words: str
    near: str
    """What stands near it, which goes along because nothing else tells the place."""
    lost: bool
    """Nothing that may be passed on tells it."""
    reporters: tuple[str, ...]
    """What whoever told us will read, if it is handed over."""

    def filled_in(self) -> dict[str, str]:
        return {"to": self.to, "ground": self.ground, "words": self.words}


def proposed(report: Report) -> Proposed | None:
    """What the first rule that fits says; nothing where they have given it back already."""
    if report.state not in OPEN or handing.in_force(report) is not None:
        return None
    found = routing.find(report.organisation_id, routing.asked_of(report))
    rule = found.rule
    if rule is None or not _may_go(report, rule):
        return None
    number = found.answer.number or 1
    told = " ".join(ruling.told(rule, labels(report.territory)))
    words = _("Our rule %(number)s says that you repair this. %(told)s") % {
        "number": number,
        "told": told,
    }
    to = rule.to_organisation or rule.to_system
    ground = Ground(rule.to_system.ground if rule.to_system else rule.ground)
    if to is None:
        return None
    news = messages.News(State.HANDED_OVER, to=str(to))
    read = messages.step(report, "…", news).paragraphs if report.voices_count else ()
    near = landmark_of(report)
    lost = is_in_words_only(report) and not near
    return Proposed(
        number, str(to), key_of(to), ground, words[: handing.MOST_WORDS], near, lost, read
    )


def _may_go(report: Report, rule: Rule) -> bool:
    to, system = rule.to_organisation, rule.to_system
    if to is not None:
        # Whoever gave it to us does not get it by a rule: it would go round and round.
        if to not in neighbours(report.organisation, besides=report.given_by_id):
            return False
    elif system is None or system.left_at is not None or not system.takes(report.category):
        return False
    back = Handover.objects.filter(report=report, state=HandoverState.RETURNED)
    return not back.filter(to_organisation=to, to_system=None if to else system).exists()
