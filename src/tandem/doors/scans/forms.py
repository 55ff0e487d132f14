from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tandem.doors.paper.codes import LENGTH
from tandem.doors.scans import rules
from tandem.doors.scans.intake import Handed
from tandem.doors.scans.kinds import kind_of
from tandem.services.composites import POSTAL_CODE
from tandem.services.forms import UNKNOWN_PLACE
from tandem.territory.models import Organisation
from tandem.territory.queries import organisation_for
from tandem.toolbox.postal_codes import plain

BEGINNING = 32
"""Bytes by which the kind of a file is known."""
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic"


class Several(forms.FileInput):
    """Takes many files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = Several(attrs={"accept": ACCEPTED, "multiple": True})
    most = rules.MOST_FILES

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = [one for one in data or () if one]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > self.most:
            raise forms.ValidationError(self.error_messages["max_files"], code="max_files")
        return files


class HandInForm(forms.Form):
    use_required_attribute = False

    scans = FilesField(
        label=_("Which files did the scanner make?"),
        help_text=_(
            "PDF, JPEG, PNG, TIFF or HEIC, of 40 MB at most each. Many forms in one file are "
            "welcome, in any order, on both sides, also upside down."
        ),
        error_messages={
            "required": _("Choose at least one file."),
            "max_files": _("These are more than 50 files. Hand them in in several parts."),
        },
    )

    def handed(self) -> list[Handed]:
        return _all_handed(self.cleaned_data["scans"])


class SheetNumberForm(forms.Form):
    use_required_attribute = False

    number = forms.CharField(
        label=_("Which number is printed on the sheet?"),
        help_text=_("Twelve letters and figures, at the foot of each page. Spaces do not matter."),
        max_length=40,
        error_messages={"required": _("Write the number of the sheet, such as ZKQ7 4MPA 9TUV.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        said: str = self.cleaned_data["number"]
        number = "".join(said.split()).upper()
        if len(number) != LENGTH:
            raise forms.ValidationError(
                _("Write the number of the sheet, such as ZKQ7 4MPA 9TUV."), code="length"
            )
        return number


class PicturesField(FilesField):
    """As somebody without an account may hand them in: few, small, and each of a kind that is read."""

    most = rules.MOST_FILES_FROM_HOME

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = super().clean(data, initial)
        for file in files:
            if (file.size or 0) > rules.MOST_BYTES_FROM_HOME:
                raise forms.ValidationError(self.error_messages["too_large"], code="too_large")
            refusal = rules.refusal_of_file(file.size or 0, kind_of(file.read(BEGINNING)))
            file.seek(0)
            if refusal:
                raise forms.ValidationError(refusal.label, code=refusal)
        return files


class FromHomeForm(forms.Form):
    use_required_attribute = False

    postal_code = forms.CharField(
        label=_("Which postal code stands on the form?"),
        help_text=_("Then it comes to your commune."),
        max_length=60,
        error_messages={"required": _("Write the postal code.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    scans = PicturesField(
        label=_("Pictures of all pages"),
        help_text=_(
            "Lay each page flat, in good light, and let all four corners be seen. PDF, JPEG, PNG, "
            "TIFF or HEIC, 12 files at most, of 15 MB at most each."
        ),
        error_messages={
            "required": _("Choose at least one file."),
            "max_files": _("These are more than 12 files. Hand them in in several parts."),
            "too_large": _("One of these files is larger than 15 MB. Take a smaller picture."),
        },
    )
    organisation: Organisation

    def clean_postal_code(self) -> str:
        code = plain(self.cleaned_data["postal_code"].strip())
        found = organisation_for(code) if POSTAL_CODE.fullmatch(code) else None
        if found is None:
            raise forms.ValidationError(UNKNOWN_PLACE)
        self.organisation = found[1]
        return code

    def handed(self) -> list[Handed]:
        return _all_handed(self.cleaned_data["scans"])


def _all_handed(files: "list[UploadedFile[Any]]") -> list[Handed]:
    return [_handed(one) for one in files]


def _handed(file: "UploadedFile[Any]") -> Handed:
    size = file.size or 0
    return Handed(file.name or "", file.read() if size <= rules.MOST_BYTES else b"", size)
