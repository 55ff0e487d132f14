"""Photos that come with a mail and answer a question of a form, or belong to a request."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from tandem.cases import following
from tandem.cases.actions import add_picture
from tandem.cases.errors import NotNow
from tandem.cases.models import Case
from tandem.doors import asking, photos
from tandem.doors.asking import Prompt
from tandem.doors.email import asked, codes
from tandem.doors.email.addresses import Errand, Purpose
from tandem.doors.email.cutting import own_words
from tandem.doors.email.letters import File, Letter
from tandem.doors.photos import Drawn, Sent
from tandem.doors.presenting import form_of
from tandem.services.conditions import Raw
from tandem.services.drafts import Code, OpenDraft
from tandem.tenancy.scope import within
from tandem.toolbox.drawing import Waiting, is_picture

MOST = 3
"""Far more than any form asks for: a mail that brings hundreds has few of them drawn."""


def drawn(errand: Errand, letter: Letter) -> tuple[Drawn, ...]:
    """The photos of this mail, both ways, where what it is about may have room for one.

    Drawn before anything is locked. Of many files the largest: a signature has its little logo.
    """
    many = min(_wanted(errand, letter), MOST) if letter.files and not letter.from_nobody else 0
    largest = sorted(_photos(letter.files), key=lambda file: -len(file.content))[:many]
    return tuple(photos.draw(file.content, blur=True) for file in letter.files if file in largest)


def _photos(files: Sequence[File]) -> Sequence[File]:
    """Where none of them is one, she is told of whatever she sent."""
    return [file for file in files if is_picture(file.content)] or files


def _wanted(errand: Errand, letter: Letter) -> int:
    if errand.purpose == Purpose.FORM:
        with transaction.atomic():
            kept = asked.find(errand.token)
        return len(list(_places(kept.prompts))) if kept is not None else 0
    if errand.service is not None:
        return len(list(photos.pictures(errand.service.form({}))))
    return 1 if codes.codes_in(f"{letter.subject}\n{own_words(letter.text)}") else 0


def _places(prompts: Iterable[Prompt]) -> Iterable[str]:
    return [prompt.question for prompt in prompts if prompt.kind == asking.PHOTO]


def settled(
    draft: OpenDraft, raw: Raw, prompts: Iterable[Prompt], drawn: Sequence[Drawn]
) -> tuple[Raw, list[str]]:
    """These answers with the photos that came, and the questions that they answer."""
    names = list(_places(prompts))
    sent = Sent(dict(zip(names, drawn, strict=False)))
    return photos.settled(draft.code, form_of(draft), raw, sent), list(sent.files)


def added(code: Code, drawn: Sequence[Drawn]) -> bool | None:
    """Whether a photo now belongs to the request of this code; None where none came or it is gone."""
    place = following.find(code)
    if place is None or not drawn:
        return None
    photo: bytes | Waiting = Waiting(drawn[0].as_it_came)
    if drawn[0].plain is not None:
        photo = drawn[0].plain.jpeg
    elif not drawn[0].as_it_came:
        return False
    with within(place.scope):
        case = Case.objects.select_related("person", "organisation").get(pk=place.target)
        try:
            add_picture(case, photo)
        except NotNow:
            return False
    return True
