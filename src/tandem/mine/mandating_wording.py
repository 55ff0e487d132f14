"""Mandates in words: where they stand, what is read back aloud, what is still missing."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.journal.choices import Door
from tandem.mandates import consents, queries, rules, words
from tandem.mandates.choices import Ended, Guardian, Known, Proof, Skill, Way
from tandem.mandates.models import Mandate
from tandem.mandates.queries import Trend
from tandem.people.identity import Identity
from tandem.toolbox.texts import Text
from tandem.ui.formats import day, language_name


def where_it_stands(mandate: Mandate) -> str:
    if mandate.ended_at is not None:
        return _("It has ended: %(why)s.") % {"why": Ended(mandate.ended_why).label}
    if mandate.confirmed_at is None and mandate.checked_at is not None:
        return _("A colleague has confirmed it. Another must agree before anything may be done.")
    if mandate.confirmed_at is None or mandate.ends_on is None:
        return _("A colleague has still to confirm it. Nothing may be done before.")
    if mandate.ends_on < timezone.localdate():
        return _("It has ended: %(why)s.") % {"why": Ended.RAN_OUT.label}
    return _("In force until %(date)s. Then it ends by itself.") % {"date": day(mandate.ends_on)}


def facts(mandate: Mandate) -> list[tuple[Text, Text]]:
    """For colleagues, after the look was noted."""
    said = words.opened(mandate)
    told: list[tuple[Text, Text]] = [
        (_("What may be done"), ", ".join(str(a.label) for a in queries.acts_left(mandate))),
        (_("For how long"), length(mandate)),
        (_("Reference on the copy"), mandate.shown_reference),
    ]
    if mandate.guardian != Guardian.NONE:
        told.append((_("Representative"), f"{said.representative} ({guarded(mandate)})"))
    if mandate.proof:
        told += [
            (_("How it was given"), Proof(mandate.proof).label),
            (_("Checked"), Known(mandate.known).label),
            (_("What this proof is worth"), mandate.level.label),
            (_("Named helpers"), ", ".join(name for _key, name in queries.helpers_of(mandate))),
        ]
    if said.witnesses:
        told.append((_("Witnesses"), ", ".join(said.witnesses)))
    if said.recording:
        told.append((_("Recording"), said.recording))
    return told


def guarded(mandate: Mandate) -> Text:
    return Guardian(mandate.guardian).label


def length(mandate: Mandate) -> str:
    if mandate.days == 1:
        return _("Only on the day on which it begins")
    return ngettext("%(days)s day", "%(days)s days", mandate.days) % {"days": mandate.days}


def script(mandate: Mandate, who: Identity) -> list[str]:
    """Read out slowly, in her language; each sentence can be answered with yes or no."""
    said = words.opened(mandate)
    lines = [
        _("You are %(name)s. I read to you what you let us do. Stop me at any moment.")
        % {"name": who.full_name},
        _("%(organisation)s may do this for you:") % {"organisation": str(mandate.organisation)},
        *(f"{act.label}." for act in queries.acts_left(mandate)),
        _("Nothing else. You told us what it is for: “%(words)s”") % {"words": said.purpose},
        _("How long: %(length)s.") % {"length": length(mandate)},
        _("We never ask for a password, a secret code or a bank card, and never keep one."),
        _("You may stop any of it, at any moment, by any way. You need not say why."),
        _("You get a copy on paper, in your language. Do you agree?"),
    ]
    if mandate.guardian != Guardian.NONE:
        lines.insert(-1, _("We also ask whoever decides with you to agree."))
    return lines


def why_not_confirmed(code: str) -> tuple[str, str]:
    """The sentence, and the field at which it is said."""
    return {
        "two_witnesses": (
            _("Aloud, two witnesses must have heard it. Write the names of both."),
            "witness_two",
        ),
        "witness_in_full": (
            _("Write the first name and the last name of each witness, in full."),
            "witness_one",
        ),
        "not_your_own_witness": (
            _("You cannot be your own witness. Write who else heard it."),
            "witness_one",
        ),
        "came_without_paper": (
            _("No signed form came in: say how it was given otherwise."),
            "proof",
        ),
        "came_without_account": (_("It was not sent by this person’s account."), "proof"),
        "known_without_account": (_("It was not sent by this person’s account."), "known"),
        "money_of_somebody_unknown": (
            _("It holds money matters: check first who this person is."),
            "known",
        ),
        "too_new_to_agree": (
            _(
                "Who agrees has worked here for thirty days at least. "
                "Ask a colleague who has been here longer."
            ),
            "",
        ),
        "another_colleague": (_("Another colleague must agree, not the one who confirmed."), ""),
        "which_recording": (
            _("Write where the recording is kept, so that a colleague finds it."),
            "recording",
        ),
        "representative": (
            _("Whoever a judge named must agree first. Speak with this person, then tick it."),
            "representative_agreed",
        ),
        "who_helps": (_("Name at least one helper."), "helpers"),
        "left_the_organisation": (
            _("One of these helpers no longer works here. Choose another."),
            "helpers",
        ),
        "already_decided": (_("This was decided already."), ""),
    }[code]


def why_not_named(code: str) -> str:
    """Why these helpers cannot be named."""
    if code == "not_yourself":
        return _("Nobody names himself: ask a colleague to add you.")
    return _("It is not in force: nobody can be named.")


def why_not_acted(code: str) -> str:
    """Why a helper may not do this now."""
    return {
        "not_confirmed": _("Nothing may be done yet: a colleague has still to confirm it."),
        "ended": _("It has ended: nothing may be done any more."),
        "ran_out": _("Its last day has passed: nothing may be done any more."),
        "not_in_it": _("This person did not give you this."),
        "taken_back": _("This person has taken this back."),
        "not_told_yet": _("This person has still to be told that you help. Wait for that message."),
        "money_anew": _("You were named later: for money this person gives a new mandate."),
        "not_named": _("You are not one of the helpers whom this person expects."),
        "left_the_organisation": _("You no longer work here."),
        "sign_in": _("Sign in first."),
    }[code]


def understood_rows(organisation: int) -> list[tuple[object, ...]]:
    """How well each purpose was explained, by door and language; few people are not told apart."""
    return [
        (
            text.title,
            Door(one.door).label,
            language_name(one.language),
            *map(rules.shown, (one.asked, one.at_once, one.after_again, one.not_yet)),
        )
        for text in consents.every()
        for one in queries.understanding(text.purpose, [organisation])
    ]


def trend_rows(trends: list[Trend]) -> list[tuple[object, ...]]:
    """A row a kind of task: before, lately, and which way it goes."""
    return [
        (Skill(one.skill).label, _counted(one.before), _counted(one.lately), _goes(one.goes))
        for one in trends
    ]


def _counted(one: object) -> str:
    told = [(getattr(one, way.value), way) for way in (Way.ALONE, Way.TOGETHER, Way.FOR_HER)]
    names = {
        Way.ALONE: _("alone"),
        Way.TOGETHER: _("together"),
        Way.FOR_HER: _("done for you"),
    }
    return ", ".join(f"{count} {names[way]}" for count, way in told if count) or "–"


def _goes(code: str) -> str:
    return {
        "more": _("More by yourself than before"),
        "less": _("Less by yourself than before"),
        "same": _("As before"),
        "unsure": _("Too little to tell"),
    }[code]
