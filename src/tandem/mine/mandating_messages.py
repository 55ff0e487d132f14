"""Every text sent out about mandates and consents."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.mandates import consents, queries, words
from tandem.mandates.choices import Act, Level, Proof
from tandem.mandates.models import Consent, Mandate
from tandem.outbox.text import Text
from tandem.toolbox.reference import spaced
from tandem.ui.formats import day

FOLLOW = "/follow/"


def how_to_stop(mandate: Mandate) -> str:
    return _(
        "To stop, telephone, come, write or use the website, and say the reference %(reference)s. "
        "You need not say why, and it ends at once."
    ) % {"reference": mandate.shown_reference}


def listed(acts: Sequence[Act]) -> str:
    return "\n".join(f"• {act.label}" for act in acts)


def confirmed(mandate: Mandate) -> Text:
    """Her copy, in words; the printed one is made by `mandating_copy`."""
    return Text(
        kind="answer",
        reference=mandate.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _("From now on %(organisation)s may do this for you, and nothing else:")
            % {"organisation": str(mandate.organisation)},
            listed(queries.acts_left(mandate)),
            _("It begins today and ends by itself on %(date)s.") % {"date": day(_last(mandate))},
            _("Only these helpers: %(names)s.")
            % {"names": ", ".join(queries.helpers_as_told(mandate))},
            _(
                "We never keep a password, a code or a card of yours. If anybody asks for one, say no."
            ),
            how_to_stop(mandate),
        ),
        in_letter=_in_closed_letter(mandate),
        short=_("You may be helped until %(date)s. To stop at any time: %(reference)s.")
        % {"date": _last(mandate).strftime("%d/%m/%Y"), "reference": mandate.shown_reference},
    )


def written_down(mandate: Mandate) -> Text:
    """Before it begins: whoever never gave it can stop it."""
    return Text(
        kind="change",
        reference=mandate.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _(
                "A colleague of %(organisation)s wrote down that you give a mandate. "
                "It begins once a second colleague has agreed."
            )
            % {"organisation": str(mandate.organisation)},
            listed(queries.acts_left(mandate)),
            _("You gave no mandate? Tell us at once."),
            how_to_stop(mandate),
        ),
        short=_("A mandate was written down for you. Not given by you? Tell us: %(reference)s.")
        % {"reference": mandate.shown_reference},
    )


def _last(mandate: Mandate) -> date:
    assert mandate.ends_on is not None  # noqa: S101 - for the type checker
    return mandate.ends_on


def _in_closed_letter(mandate: Mandate) -> tuple[str, ...]:
    said = words.opened(mandate)
    return (
        _("What it is for, in your words: %(words)s") % {"words": said.purpose},
        _("How you gave it: %(proof)s.") % {"proof": Proof(mandate.proof).label},
        str(Level(mandate.level).label),
    )


def other_helpers(mandate: Mandate) -> Text:
    """Who helps from now on; whoever is new does nothing before this has left."""
    return Text(
        kind="change",
        reference=mandate.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _("Other colleagues help you from now on. Only these helpers: %(names)s.")
            % {"names": ", ".join(queries.helpers_as_told(mandate))},
            _("Whoever is new does nothing with your money: for that you give a new mandate."),
            how_to_stop(mandate),
        ),
        short=_("Your helpers have changed. Ask us who. To stop at any time: %(reference)s.")
        % {"reference": mandate.shown_reference},
    )


def taken_back(mandate: Mandate, ended: Sequence[Act]) -> Text:
    said = {"reference": mandate.shown_reference}
    left = queries.acts_left(mandate)
    goes_on = (
        (_("This may still be done for you:"), listed(left))
        if left
        else (_("Nobody may act for you any more under %(reference)s.") % said,)
    )
    return Text(
        kind="change",
        reference=mandate.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _("From this moment this may no longer be done for you:"),
            listed(ended),
            *goes_on,
            _("Did you not ask for this? Tell us by any way you like, with your reference."),
        ),
        short=_("Ended at once, as you asked (%(reference)s). Not you? Tell us.") % said,
    )


def ends_soon(mandate: Mandate) -> Text:
    last = day(_last(mandate))
    return Text(
        kind="reminder",
        reference=mandate.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _("What you let us do for you ends by itself on %(date)s.") % {"date": last},
            _("Do nothing, and it ends. Do you want more help? Then give it anew, by any way."),
        ),
        short=_("Your helper may act for you until %(date)s. Do nothing, and it ends.")
        % {"date": _last(mandate).strftime("%d/%m/%Y")},
    )


def ran_out(mandate: Mandate) -> Text:
    return Text(
        kind="change",
        reference=mandate.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _("The last day has passed: nobody may act for you any more under %(reference)s.")
            % {"reference": mandate.shown_reference},
            _("Do you want more help? Then give it anew, by any way."),
        ),
        short=_("Nobody may act for you any more (%(reference)s). You can give it anew.")
        % {"reference": mandate.shown_reference},
    )


def consented(given: Consent) -> Text:
    """In force, or kindly not yet."""
    if given.understood:
        said = (
            _("You agreed. It begins now and ends by itself on %(date)s.")
            % {"date": day(given.ends_on)},
            _("You can take it back at any moment, by any way, with your reference."),
        )
        short = _("You agreed, until %(date)s. You can take it back at any time.") % {
            "date": given.ends_on.strftime("%d/%m/%Y")
        }
    else:
        said = (
            _("We did not explain it well enough yet. So nothing begins, and you lose nothing."),
            _("Come and talk about it with somebody, or let us call you: we take the time."),
        )
        short = _("We did not explain it well. Nothing begins. Let us talk about it.")
    return Text(
        kind="change",
        reference=spaced(given.reference),
        link=FOLLOW,
        paragraphs=said,
        short=short,
    )


def consent_ended(given: Consent) -> Text:
    text = consents.find(given.purpose)
    return Text(
        kind="change",
        reference=spaced(given.reference),
        link=FOLLOW,
        paragraphs=(
            _("You no longer agree to this: %(what)s.")
            % {"what": str(text.title) if text else given.purpose},
            str(text.undone) if text else "",
        ),
        short=_("It has ended, as you asked. What was kept for it was erased."),
    )


def ends_soon_for_helpers(mandate: Mandate) -> tuple[str, list[str]]:
    """It names nobody, and leads to the page where one signs in."""
    last = day(mandate.ends_on) if mandate.ends_on else ""
    return _("A mandate ends soon"), [
        _("A mandate in which you are named ends by itself on %(date)s.") % {"date": last},
        _("Whoever gave it was told too. Look at it:"),
        f"{settings.SITE_URL}{reverse('mine:mandate', args=[mandate.key])}",
    ]
