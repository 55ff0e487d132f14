from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.services.never_kept import NO_SECRET
from tandem.territory.models import Controller
from tandem.ui.widgets import DayInput


class ControllerForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the program cannot know of whoever answers for the use of data."""

    class Meta:
        model = Controller
        fields = (
            *("legal_name", "reached", "data_officer", "hosted_by"),
            *("processors", "transfers", "opinion", "reviewed_on"),
        )
        labels = {
            "legal_name": _("Who is the controller? The name in law, and the enterprise number"),
            "reached": _("How is the controller reached?"),
            "data_officer": _("Data protection officer: name, e-mail address or telephone"),
            "hosted_by": _("Who runs the machines, and where do they stand?"),
            "processors": _("Whom do you pay for letters, text messages or lines?"),
            "transfers": _(
                "Does something leave the European Economic Area? Where to, on what ground?"
            ),
            "opinion": _("What does the data-protection officer think, and what follows from it?"),
            "reviewed_on": _("When did you last look at it together?"),
        }
        help_texts = {
            "processors": _("One a line: the name, what it does, and the contract."),
            "transfers": _("Leave it empty where nothing does."),
            "opinion": _("Article 35 asks for it before you begin. Everybody can read it."),
        }
        widgets = {
            "processors": forms.Textarea(attrs={"rows": 3}),
            "opinion": forms.Textarea(attrs={"rows": 4}),
            "reviewed_on": DayInput,
        }

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        for name in ("processors", "opinion"):
            self.fields[name].max_length = 4000  # type: ignore[attr-defined]
            self.fields[name].validators.append(NO_SECRET)
        self.fields["reviewed_on"].required = False
