"""What is said to a person whose form came on paper and could not be sent yet."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.outbox.text import Text
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm
from tandem.ui.formats import day

GO_ON = "/draft/"


def still_open(
    draft: OpenDraft, form: ServiceForm, names: Sequence[str], wrong: Mapping[str, Sequence[str]]
) -> Text:
    """Which questions, what is wrong with each answer, and every way to answer."""
    reference, word = draft.code.shown_reference, draft.code.word
    many = len(names)
    return Text(
        kind="still_open",
        reference=reference,
        link=GO_ON,
        paragraphs=(
            _("We have received your form “%(title)s” on paper.") % {"title": draft.service.title},
            ngettext(
                "One question is still open, so nothing has been sent yet:",
                "%(count)s questions are still open, so nothing has been sent yet:",
                many,
            )
            % {"count": many},
            *(_line(form, name, wrong.get(name, ())) for name in names),
            _(
                "Answer by any way you like: by telephone, at the desk or on the website. What you "
                "wrote already is kept."
            ),
            _("Your reference is %(reference)s and your word is “%(word)s”.")
            % {"reference": reference, "word": word},
            _("We keep your form until %(date)s.") % {"date": day(draft.row.expires_at.date())},
        ),
        in_letter=(_("Or fill in the enclosed form and send it back to us."),),
        short=_("Your form is not complete. Ref %(reference)s, word %(word)s. Please call us.")
        % {"reference": reference, "word": word},
        calls=True,
    )


def _line(form: ServiceForm, name: str, wrong: Sequence[str]) -> str:
    """“How can we reach you? Write your telephone number, or choose another way.”"""
    said = wrong or [_("We could not read your answer, or there is none.")]
    return " ".join([f"• {form.question(name).label}", *said])
