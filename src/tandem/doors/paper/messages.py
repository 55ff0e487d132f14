"""What a letter says that brings a form."""

from django.utils.translation import gettext as _

from tandem.outbox.text import Text
from tandem.services.declaration import Service


def here_is_the_form(service: type[Service]) -> Text:
    days = _("Here is the form “%(title)s”. Your name and your address need not be written on it.")
    return Text(
        kind="form",
        paragraphs=(
            days % {"title": service.title},
            _(
                "Fill in what you can, and hand it in at the desk or post it. A colleague gladly "
                "does it with you, on the telephone or at the desk."
            ),
            _("The form is for you alone. Please do not pass it on: ask us for another."),
        ),
        short=_("The form you asked for comes by letter. Questions? Call us."),
        calls=True,
    )
