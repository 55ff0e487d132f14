"""Many forms sent from one place in a short time: the next one waits a little, and is kept."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.accounts import throttle
from tandem.doors import presenting
from tandem.people.http import PersonRequest


def still_to_wait(request: PersonRequest) -> str:
    """What is said to whoever sends from where many were sent just now; empty where it goes on.

    Counted for the network, as whoever sends thousands changes her browser; never more than forty
    seconds after the last, so that a library is not shut out. A colleague at the desk is known.
    """
    if request.desk is not None:
        return ""
    left = throttle.seconds_until_next("case:opening", request)
    if not left:
        return ""
    said = ngettext(
        "Many forms were sent from your connection just now. Yours is kept. Wait %(left)s second, then "
        "press “Send” again.",
        "Many forms were sent from your connection just now. Yours is kept. Wait %(left)s seconds, then "
        "press “Send” again.",
        left,
    ) % {"left": left}
    return " ".join(filter(None, [said, presenting.telephone(), _("In danger? Call 112.")]))
