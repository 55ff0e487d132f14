"""A mail to the helpers of a mandate; it names nobody, and leads to the page where one signs in."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tandem.mandates.models import Mandate
from tandem.toolbox.texts import one_line
from tandem.ui.formats import day


def ends_soon(mandate: Mandate) -> None:
    address = f"{settings.SITE_URL}{reverse('mine:mandate', args=[mandate.key])}"
    rows = mandate.helpers.filter(ended_at__isnull=True, account__is_active=True)
    for helper in rows.select_related("account"):
        if mandate.ends_on is None:
            continue
        with override(helper.account.language or settings.LANGUAGE_CODE):
            subject = _("A mandate ends soon")
            said = [
                _("Good day,"),
                _("A mandate in which you are named ends by itself on %(date)s.")
                % {"date": day(mandate.ends_on)},
                _("Whoever gave it was told too. Look at it:"),
                address,
            ]
        message = EmailMessage(
            one_line(subject), "\n\n".join(said) + "\n", to=[helper.account.email]
        )
        try:
            message.send()
        except (OSError, SMTPException):
            # Its page says it too.
            continue
