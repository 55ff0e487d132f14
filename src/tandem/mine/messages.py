"""Every text that the room sends out."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tandem.cases.messages import FOLLOW
from tandem.cases.models import Case
from tandem.mine.actions import told
from tandem.mine.choices import Wanted, WishState
from tandem.mine.models import Wish
from tandem.outbox.text import FORMER, Text


def what_became(wish: Wish) -> str:
    """Of one wish, in the language in force: what was done, or why not."""
    said = told(wish)
    if wish.state == WishState.REFUSED:
        name = str(Wanted(wish.wanted).label)
        return _("%(wish)s: not done. %(why)s") % {"wish": name, "why": said}
    done = {
        Wanted.SEE: _(
            "What we keep about you is ready. Read it on the website with your reference and your "
            "word, or ask us for it by letter or read aloud."
        ),
        Wanted.TAKE: _(
            "The file is ready. Take it on the website with your reference and your word."
        ),
        Wanted.LOOKS: _(
            "The list of who looked is ready: on the website with your reference and your word, by "
            "letter or read aloud. Each line has a number, by which you may object."
        ),
        Wanted.CORRECT: _("It was put right."),
        Wanted.LIMIT: _(
            "What we keep about you is left alone from now on: we keep it and answer you, and use "
            "it for nothing else. We tell you before that ends."
        ),
        Wanted.ERASE: _(
            "Once this message has reached you, we erase your name, your contacts and your words. "
            "What stays has no name: that there was a request, of which sort, when, and who looked; "
            "we must be able to answer for what we did. Backups are gone later. You changed your "
            "mind? Tell us today."
        ),
        Wanted.OBJECT: _("We follow your objection."),
    }[Wanted(wish.wanted)]
    return f"{done} {said}".strip()


def answer(case: Case, wishes: Iterable[Wish]) -> Text:
    """All her wishes in one message; nothing of what is kept stands in it."""
    return Text(
        kind="answer",
        reference=case.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _("You asked something about your data. This is our answer."),
            *(what_became(wish) for wish in wishes),
            _(
                "You do not agree? Tell us by any way you like, with your reference: another person "
                "looks at it again. You may also complain to the Data Protection Authority."
            ),
        ),
    )


def lifted(case: Case, words: str) -> Text:
    return Text(
        kind="change",
        reference=case.shown_reference,
        link=FOLLOW,
        paragraphs=(
            _("We left your data alone, at your word. From now on it is used again as before."),
            words.strip(),
            _("You do not agree? Tell us by any way you like, with your reference."),
        ),
    )


def reached_elsewhere() -> Text:
    """To a contact of before: it tells neither the new one nor what she has with us."""
    return Text(
        kind=FORMER,
        nameless=True,
        paragraphs=(
            _("Somebody asked us to reach you by another way from now on, and no longer here."),
            _("Was it you? Then there is nothing to do. We write here no more."),
            _("It was not you? Telephone us or come to the desk, today if you can."),
        ),
        short=_(
            "We are asked to reach you elsewhere from now on, not here. Not you? Telephone us."
        ),
        calls=True,
    )
