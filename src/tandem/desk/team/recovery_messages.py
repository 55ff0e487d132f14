"""What a colleague is told, at the address she had before, when others let her in again."""

from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.accounts import notices
from tandem.territory import recovering
from tandem.territory.models import Recovery
from tandem.ui import formats


def tell_asked(recovery: Recovery) -> None:
    with _her_language(recovery):
        said = _(
            "An administrator says that you can no longer sign in. If a second colleague agrees, "
            "you get a link to a new password, and all your second proofs end."
        )
        _send(recovery, said)


def tell_agreed(recovery: Recovery) -> None:
    with _her_language(recovery):
        opens = recovery.opens_at or recovery.asked_at
        said = _("Two colleagues let you in again: from %(moment)s on, by a link they hand you.")
        _send(recovery, said % {"moment": formats.day_time(opens)})


def tell_used(recovery: Recovery) -> None:
    with _her_language(recovery):
        said = _("A new password was chosen for your account, and all its second proofs ended.")
    transaction.on_commit(lambda: notices.tell(recovery.account, said))


def _send(recovery: Recovery, said: str) -> None:
    path = reverse("desk:recovery_stop", args=[recovering.token(recovery, recovering.STOPPING)])
    stop = urljoin(settings.SITE_URL.rstrip("/") + "/", path)
    more = _("You did not ask for it? Stop it here: %(link)s") % {"link": stop}
    transaction.on_commit(lambda: notices.tell(recovery.account, said, more))


def _her_language(recovery: Recovery) -> override:
    return override(recovery.account.language or settings.LANGUAGE_CODE)
