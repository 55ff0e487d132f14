from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tandem.doors.scans import rules
from tandem.doors.scans.intake import Handed

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic"


class Several(forms.FileInput):
    """Takes many files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = Several(attrs={"accept": ACCEPTED, "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = [one for one in data or () if one]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > rules.MOST_FILES:
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
        found: list[UploadedFile[Any]] = self.cleaned_data["scans"]
        return [_handed(one) for one in found]


def _handed(file: "UploadedFile[Any]") -> Handed:
    size = file.size or 0
    return Handed(file.name or "", file.read() if size <= rules.MOST_BYTES else b"", size)
