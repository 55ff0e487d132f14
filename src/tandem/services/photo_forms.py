"""A photo that is handed in by itself, outside the questions of a service."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tandem.accounts import throttle
from tandem.services.picture import REFUSED
from tandem.toolbox import drawing
from tandem.toolbox.drawing import MOST_BYTES_OF_A_PHOTO, NotDrawn


class PhotoForm(forms.Form):
    use_required_attribute = False

    photo = forms.FileField(
        label=_("Your photo"),
        help_text=_("At most 10 MB. We take out whatever the file tells beside what one sees."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a photo.")},
    )
    blur = forms.BooleanField(
        label=_("Make faces and number plates unreadable"),
        help_text=_("A machine looks for them, and may miss some."),
        required=False,
    )


def must_wait(request: HttpRequest) -> bool:
    """To draw one costs a second or two: a machine that nobody knows could ask for it all day."""
    if request.user.is_authenticated:
        return False
    return bool(throttle.seconds_until_next("photo:sending", request))


def drawn(request: HttpRequest, form: PhotoForm) -> bytes | None:
    """Anew, and unreadable where it should be; else what is wrong stands at its field."""
    file: UploadedFile[bytes] = form.cleaned_data["photo"]
    if must_wait(request):
        form.add_error("photo", REFUSED["too_many"])
        return None
    try:
        jpeg = drawing.photo(file.read(MOST_BYTES_OF_A_PHOTO + 1)).jpeg
        return drawing.blurred(jpeg) if form.cleaned_data["blur"] else jpeg
    except NotDrawn as error:
        form.add_error("photo", REFUSED[str(error)])
        return None
