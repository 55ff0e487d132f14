"""Texts about signing in. None of them says what anybody asked us for."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.cases.models import Case
from tandem.outbox.text import OPENS, Text
from tandem.ui.formats import day

ENTER = "/enter/"


def changed(*, settles: bool = False) -> Text:
    """To the person, by the way she chose: what is in it tells nobody anything."""
    wait = (
        _(
            "What is new opens nothing that is kept about you for three days, so that you can say no."
        )
        if settles
        else ""
    )
    return Text(
        kind="change",
        paragraphs=(
            _("How you sign in on our website was changed today."),
            *([wait] if wait else []),
            _("Was it you? Then there is nothing to do."),
            _("If it was not, tell us at once, by telephone or at the desk."),
        ),
        short=_("How you sign in was changed today. Was it not you? Telephone us."),
    )


def joined() -> Text:
    """To both records, before they are one: whoever is she hears that somebody signed in."""
    return Text(
        kind="change",
        paragraphs=(
            _("We joined two records because they seem to be about one person."),
            _("For one of them somebody had added a way to sign in on our website."),
            _("Nobody signs in to them now. To do so again, come to the desk or ask for a letter."),
            _("Did you never sign in, or are these two people? Tell us at once."),
        ),
        short=_("We joined two records; one had a way to sign in. Was it not you? Telephone us."),
    )


def word_renewed() -> Text:
    """Without the word, which a colleague told her."""
    return Text(
        kind="change",
        paragraphs=(
            _(
                "A colleague gave you a new word for your request today. The old one no longer opens it."
            ),
            _("Was it you? Then there is nothing to do."),
            _("If it was not, tell us at once, by telephone or at the desk."),
        ),
        short=_("Your request has a new word since today. Was it not you? Telephone us."),
    )


def new_word(case: Case, word: str) -> Text:
    """The word itself: so it goes by the way she chose, and by no other."""
    named = {"reference": case.shown_reference, "word": word}
    return Text(
        kind=OPENS,
        reference=case.shown_reference,
        link="/follow/",
        paragraphs=(
            _("You asked for a new word for your request, because the old one was lost."),
            _("Your reference is %(reference)s and your word is “%(word)s”.") % named,
            _("The old word no longer opens anything."),
            _("You did not ask for it? Tell us at once, by telephone or at the desk."),
        ),
        short=_("New word for %(reference)s: %(word)s. The old one is dead. Not you? Telephone us.")
        % named,
    )


def letter(code: str, until: datetime) -> Text:
    """The code stands in the letter and goes by no other way."""
    return Text(
        kind=OPENS,
        link=f"{ENTER}paper/",
        paragraphs=(_("You asked for a code to sign in on our website."),),
        in_letter=(
            _("Your code is %(code)s.") % {"code": code},
            _("It opens once, until %(date)s. Tell it to nobody, not even to us.")
            % {"date": day(until)},
            _("You do not need it to be helped: telephone us, come or write, as before."),
        ),
    )


def mail(code: str, link: str) -> tuple[str, list[str]]:
    """Subject and paragraphs of a mail to an address that somebody typed just now."""
    platform = {"platform": str(settings.PLATFORM_NAME)}
    ways = [
        _("Open this page and press the button. It opens once, for a quarter of an hour:"),
        link,
        _("Or write this code where you asked for it:"),
    ]
    return _("A message from %(platform)s") % platform, [
        _("Somebody asked %(platform)s for a code with this address.") % platform,
        *(ways if link else [_("This is the code. It is good for a quarter of an hour:")]),
        code,
        _("It was not you? Do nothing: nobody gets in. Tell the code to nobody, not even to us."),
    ]


def text_message(code: str) -> str:
    return _("%(code)s is your code for %(platform)s. Tell it to nobody, not even to us.") % {
        "code": code,
        "platform": str(settings.PLATFORM_NAME),
    }
