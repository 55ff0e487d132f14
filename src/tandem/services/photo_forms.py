"""A photo that is handed in by itself, outside the questions of a service."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tandem.accounts import throttle
from tandem.services.picture import REFUSED
from tandem.toolbox import drawing
from tandem.toolbox.drawing import MOST_BYTES_OF_A_PHOTO, NotDrawn, Waiting


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
    photo = drawn_or_waiting(request, form)
    if isinstance(photo, Waiting):
        form.add_error("photo", REFUSED["not_now"])
        return None
    return photo


def drawn_or_waiting(request: HttpRequest, form: PhotoForm) -> bytes | Waiting | None:
    """The same for whoever can keep it as it came while nothing draws."""
    file: UploadedFile[bytes] = form.cleaned_data["photo"]
    if must_wait(request):
        form.add_error("photo", REFUSED["too_many"])
        return None
    content, blur = file.read(MOST_BYTES_OF_A_PHOTO + 1), form.cleaned_data["blur"]
    try:
        jpeg = drawing.photo(content).jpeg
        return drawing.blurred(jpeg) if blur else jpeg
    except NotDrawn as error:
        if str(error) == "not_now":
            return Waiting(content, blur)
        form.add_error("photo", REFUSED[str(error)])
        return None
