"""What a person is told of a look at her data: that there was one, and nothing of what it was about."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from tandem.outbox.text import Text

FOLLOW = "/follow/"


def unusual(telephone: str) -> Text:
    """Nobody who reads or hears this along with her learns what she asked."""
    return _told(
        _("Somebody looked at your data in an unusual way. We are checking why."),
        _("Your data were looked at in an unusual way; we check it."),
        telephone,
    )


def emergency(telephone: str) -> Text:
    return _told(
        _(
            "Somebody looked at your data and said that it was an emergency. "
            "We are checking whether it was right."
        ),
        _("Your data were looked at as an emergency; we check it."),
        telephone,
    )


def address_opened(telephone: str) -> Text:
    """No word of an address: whoever reads along must not learn that there is one to look for."""
    return _told(
        _(
            "Two colleagues opened what you asked us to keep closed. "
            "If you do not know why, tell us at once."
        ),
        _("Two colleagues opened what you asked us to keep closed. Ask us why."),
        telephone,
    )


def readmitted(telephone: str) -> Text:
    return _told(
        _(
            "A colleague may open your data again whom you had excluded; this was written down as "
            "your wish. If it is not, tell us."
        ),
        _("A colleague whom you excluded may open your data again; if this is wrong, tell us."),
        telephone,
    )


def to_data_officer() -> tuple[str, list[str]]:
    """Nobody is named: she reads it where she signs in."""
    return _("A file was opened as an emergency"), [
        _("A colleague opened a file as an emergency. Sign in to read why, and decide:"),
        urljoin(settings.SITE_URL.rstrip("/") + "/", "looks/unusual/"),
    ]


def _told(what: str, short: str, telephone: str) -> Text:
    call = _("Or call us: %(number)s.") % {"number": telephone} if telephone else ""
    said = _("With your reference and your word you can read who it was, and when.")
    return Text(
        kind="look",
        link=FOLLOW,
        paragraphs=(what, " ".join(filter(None, [said, call]))),
        short=" ".join(filter(None, [short, call])),
    )
