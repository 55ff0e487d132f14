"""Photos in the answers of a program: the file itself, coded, in the place of its key."""

import base64
import binascii
from collections.abc import Mapping

from tandem.doors import photos
from tandem.doors.photos import Drawn, Sent
from tandem.services.forms import ServiceForm
from tandem.services.picture import FILE

DATA = "data:"


def apart(form: ServiceForm, said: Mapping[str, object]) -> tuple[dict[str, object], Sent]:
    """These answers without any file, which no draft keeps as words, and the files."""
    answers, files = dict(said), dict[str, Drawn]()
    for name, _question in photos.pictures(form):
        answer = answers.get(name)
        file = answer.get(FILE) if isinstance(answer, Mapping) else None
        if isinstance(answer, Mapping) and isinstance(file, str) and file.startswith(DATA):
            # Both ways: whether it is to be unreadable may stand in answers that came before.
            files[name] = photos.draw(_decoded(file), blur=True)
            before = next(iter(form.raw.get(photos.html(name, FILE), [])), "")
            answers[name] = {**answer, FILE: before}
    return answers, Sent(files)


def _decoded(file: str) -> bytes:
    """What is not coded as it says is no photo; the door says so of it as of any other file."""
    head, _comma, coded = file.partition(",")
    if not head.endswith(";base64"):
        return b""
    try:
        return base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError):
        return b""
