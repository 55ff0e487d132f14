from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tandem.cases import by_word, elsewhere, panels
from tandem.cases import standing as standing_of_cases
from tandem.journal.choices import Purpose
from tandem.outbox import speech
from tandem.services.catalogue import offer
from tandem.services.conditions import Raw, When
from tandem.services.declaration import Promise, Service, Sound, Urgent
from tandem.streets import (
    actions,
    answered,
    answers_by_text,
    case_panels,
    map_to_keep,
    messages,
    nearby,
    standing,
    suggesting,
    verdicts,
    with_whom,
)
from tandem.streets.choices import DANGER
from tandem.streets.forms import ReportBrokenForm
from tandem.streets.kinds import is_own_danger
from tandem.territory.choices import Role


@offer
class ReportBroken(Service):
    """Somebody saw that something is broken."""

    slug = "report-broken"
    pictogram = "cone"
    title = _("Report what is broken")
    summary = _("A lamp, a hole in the road, rubbish, a branch: tell us where it is.")
    keyword = pgettext_lazy("one word to text", "BROKEN")
    other_keyword = pgettext_lazy("another word to text", "BROKEN")
    room = "streets"
    form = ReportBrokenForm
    promise = Promise(working_days=5)
    urgent = Urgent(
        When("kind", is_in=sorted(DANGER)),
        Promise(working_days=1),
        now=_(
            "Do not wait for us: go away from it, warn others, and call 112 at once. What you send "
            "here is seen on working days only."
        ),
    )
    purpose = Purpose.STREETS
    handled_by = frozenset({Role.COORDINATOR, Role.OFFICER})
    why_online = _(
        "So that you can report it at night, when you see it. "
        "The telephone and the desk stay, with the same questions and the same promise."
    )
    in_danger = True
    answered_in_room = True
    submit = staticmethod(actions.report_broken)
    moved = staticmethod(verdicts.follow_case)
    told_as = staticmethod(nearby.told_as)
    beside_form = staticmethod(map_to_keep.map_to_keep)

    @classmethod
    def is_urgent(cls, answers: Raw) -> bool:
        """Also by a category of the commune's own that means a danger."""
        code = next(iter(answers.get("kind", ())), "")
        postal_code = cls.form.postal_code_in(answers)
        return super().is_urgent(answers) or is_own_danger(postal_code, code)

    @classmethod
    def sounds_like(cls, words: str) -> Sound:
        return suggesting.sound_of(words)


by_word.register(answers_by_text.QUESTIONS)
panels.register(case_panels.about_report)
standing_of_cases.register(standing.told)
speech.register_question(messages.REPAIRED, "streets:answers")
panels.register(with_whom.panel)
elsewhere.register(answered.OUTSIDE)
