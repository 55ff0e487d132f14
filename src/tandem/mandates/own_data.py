"""What was done for a person, whom she let act, and what she agreed to, as she is told it."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.mandates import consents, queries, words
from tandem.mandates.choices import Act
from tandem.mandates.models import (
    Acting,
    Consent,
    Goal,
    Mandate,
    MandateAct,
    MandateHelper,
    Understanding,
)
from tandem.people import recipients
from tandem.people.gathering import Apart, Piece, Value, choices_in_words, leave_out, register
from tandem.people.models import Person

register(
    Piece(
        model=Acting,
        title=_("What was done for you, at your word"),
        of=lambda records: Acting.objects.filter(person__in=records).select_related("helper_of"),
        tells={
            "at": _("When"),
            "what": _("What"),
            "act": _("What was it?"),
            "way": _("Who did it?"),
            "skill": _("What kind of task was it?"),
            "helper_of": _("By"),
            "door": _("Where"),
        },
        # Who the colleague is, she asks the organisation: see decision 34.
        inner=frozenset({"helper", "subject", "mandate"}),
    )
)


def _acts(mandate: Mandate) -> Value:
    return choices_in_words(Act, mandate.acts.values_list("kind", flat=True))


def _taken_back(mandate: Mandate) -> Value:
    ended = mandate.acts.filter(ended_at__isnull=False)
    return choices_in_words(Act, ended.values_list("kind", flat=True))


def _said(mandate: Mandate) -> Value:
    said = words.opened(mandate)
    return [one for one in (said.purpose, said.representative, said.recording) if one]


def _helpers(mandate: Mandate) -> Value:
    return queries.helpers_as_told(mandate, also_gone=True)


register(
    Piece(
        model=Mandate,
        title=_("Who may act for you"),
        of=lambda records: Mandate.objects.filter(person__in=records).order_by("pk"),
        tells={
            "reference": _("Your reference"),
            "asked_at": _("When"),
            "language": _("Language"),
            "begins_on": _("Begins on"),
            "ends_on": _("Until when?"),
            "guardian": _("Representative"),
            "representative_agreed": _("This person has agreed."),
            "proof": _("How you gave it"),
            "known": _("Checked"),
            "recorded": _("Recording"),
            "ended_at": _("Ended on"),
            "ended_why": _("Why it ended"),
        },
        opens={
            "sealed": (_("In your words"), _said),
            "witnesses": (_("Witnesses"), lambda row: list(words.opened(row).witnesses)),
            "days": (_("For how long, in days"), lambda row: row.days),
            "days.acts": (_("What may be done"), _acts),
            "days.ended": (_("What you have taken back"), _taken_back),
            "days.helpers": (_("Named helpers"), _helpers),
        },
        inner=frozenset(
            {"case_id", "told_at", "checked_at", "checked_by", "confirmed_at", "confirmed_by"}
        ),
    )
)


def _title(given: Consent) -> Value:
    text = consents.find(given.purpose)
    return str(text.title) if text else given.purpose


def _answers(given: Consent) -> Value:
    return [
        {"question": one.question, "answer": one.answer} for one in given.answers.order_by("pk")
    ]


register(
    Piece(
        model=Consent,
        title=_("What you agreed to"),
        of=lambda records: Consent.objects.filter(person__in=records).order_by("pk"),
        tells={
            "reference": _("Your reference"),
            "given_at": _("When"),
            "version": _("Version of the text"),
            "language": _("Language"),
            "door": _("Where"),
            "ends_on": _("Until when?"),
            "ended_at": _("Ended on"),
            "ended_why": _("Why it ended"),
        },
        opens={
            "purpose": (_("What"), _title),
            "understood": (_("What was asked, and answered"), _answers),
        },
        inner=frozenset({"case_id", "undone"}),
    )
)
register(
    Piece(
        model=Goal,
        title=_("What you want to do by yourself"),
        of=lambda records: Goal.objects.filter(person__in=records).order_by("pk"),
        tells={"at": _("When"), "skill": _("What kind of task is it?")},
        opens={"sealed": (_("In your words"), words.goal_said)},
        inner=frozenset({"consent"}),
    )
)
# Told with the mandate and with the consent that they belong to.
leave_out(Apart.SAME, MandateAct, MandateHelper, Understanding)


@recipients.register
def wrote_down(records: list[Person]) -> Iterable[str]:
    """Other organisations that acted for her at her word, such as a telephone service."""
    own = {record.organisation_id for record in records}
    rows = Acting.objects.filter(person__in=records).exclude(helper_of__in=own)
    for row in rows.select_related("helper_of"):
        yield gettext("%(organisation)s: wrote down for you") % {"organisation": row.helper_of}
