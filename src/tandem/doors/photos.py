"""A photo that comes by a door: drawn anew, kept beside the draft, its key put among the answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest

from tandem.services import draft_pictures
from tandem.services.conditions import Raw
from tandem.services.draft_pictures import Wishes
from tandem.services.drafts import Code
from tandem.services.forms import ServiceForm
from tandem.services.photo_forms import must_wait
from tandem.services.picture import (
    BLUR,
    ENCLOSED,
    FILE,
    USE_PLACE,
    YES,
    Picture,
    key_in,
    refused,
)
from tandem.services.questions import Question
from tandem.toolbox import drawing
from tandem.toolbox.drawing import MOST_BYTES_OF_A_PHOTO, NotDrawn, Waiting
from tandem.toolbox.texts import Text

AWAY = "away"
TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A photo as it may be kept: as it is, or with faces and plates unreadable; or why not."""

    plain: drawing.Photo | None = None
    unreadable: drawing.Photo | None = None
    refused: str = ""
    as_it_came: bytes = b""
    """Only where nothing can draw it just now as she wishes: it is kept, and drawn later."""


def draw(content: bytes, *, blur: bool) -> Drawn:
    """In programs of their own, which take a second or two; never while rows are locked."""
    try:
        plain = drawing.photo(content)
    except NotDrawn as error:
        code = str(error)
        return Drawn(refused=code, as_it_came=content if code == "not_now" else b"")
    return _also_unreadable(plain, content) if blur else Drawn(plain)


def _also_unreadable(plain: drawing.Photo, came: bytes) -> Drawn:
    try:
        return Drawn(plain, replace(plain, jpeg=drawing.blurred(plain.jpeg)))
    except NotDrawn as error:
        code = str(error)
        return Drawn(plain, refused=code, as_it_came=came if code == "not_now" else b"")


@dataclass(frozen=True, slots=True)
class Sent:
    """What came for the questions that ask for a photo, by their names."""

    files: Mapping[str, "Drawn"]
    away: frozenset[str] = frozenset()
    """Those of which the photo is to be taken away."""


def html(name: str, part: str) -> str:
    return f"{name}_{part}"


def pictures(
    form: ServiceForm, names: Iterable[str] | None = None
) -> Iterator[tuple[str, Picture]]:
    """The questions that ask for a photo, of these names."""
    wanted = None if names is None else set(names)
    for name, question in form.questions():
        if isinstance(question, Picture) and (wanted is None or name in wanted):
            yield name, question


def sent_in(request: HttpRequest, form: ServiceForm, names: Iterable[str] | None = None) -> Sent:
    """The files of a page, read as far as a photo is long: what is larger is refused by its size."""
    files: dict[str, Drawn] = {}
    away: set[str] = set()
    for name, _question in pictures(form, names):
        file = request.FILES.get(html(name, FILE))
        if file is not None:
            waits = must_wait(request)
            content = file.read(MOST_BYTES_OF_A_PHOTO + 1)
            blur = request.POST.get(html(name, BLUR)) == YES
            files[name] = Drawn(refused=TOO_MANY) if waits else draw(content, blur=blur)
        elif html(name, AWAY) in request.POST:
            away.add(name)
    return Sent(files, frozenset(away))


def brought(sent: Sent, form: ServiceForm, names: Iterable[str]) -> list[str]:
    """Of these questions those to which a file came, or whose photo is taken away."""
    return [name for name, _question in pictures(form, names) if _is_about(sent, name)]


def _is_about(sent: Sent, name: str) -> bool:
    return name in sent.files or name in sent.away


def settled(code: Code, form: ServiceForm, raw: Raw, sent: Sent) -> Raw:
    """These answers with the key of each photo that came, or why it was not taken in.

    `form` knows what was answered before. What is agreed to counts for a photo that was there
    already: its place is not kept against her will, and what is to be unreadable is made so.
    """
    for name, question in pictures(form):
        now = form.raw | raw
        if not _is_about(sent, name) and not raw.keys() & set(question.names(name)):
            continue
        before = next(iter(now.get(html(name, FILE), [])), "")
        wishes = Wishes(_is_yes(now, name, USE_PLACE), _is_yes(now, name, BLUR))
        if name in sent.files:
            key = _kept(code, name, sent.files[name], wishes, before)
        elif name in sent.away or raw.get(html(name, FILE)) in ([], [""]):
            draft_pictures.drop(code, name)
            key = ""
        else:
            key = _as_now_wished(code, name, wishes, before)
        if html(name, FILE) in raw or key != before:
            raw = raw | {html(name, FILE): [key]}
    return raw


def _is_yes(raw: Raw, name: str, part: str) -> bool:
    return raw.get(html(name, part), []) == [YES]


def _kept(code: Code, name: str, drawn: Drawn, wishes: Wishes, before: str) -> str:
    """The raw answer: the key of the photo, or in its place why it was refused."""
    photo = drawn.unreadable if wishes.blur else drawn.plain
    if photo is None and drawn.as_it_came:
        waiting = Waiting(drawn.as_it_came, wishes.blur)
        return draft_pictures.keep_waiting(code, name, waiting) or ""
    if photo is None:
        return refused(drawn.refused, before)
    return draft_pictures.keep(code, name, photo, wishes) or ""


def _as_now_wished(code: Code, name: str, wishes: Wishes, before: str) -> str:
    found = draft_pictures.of_draft(code).get(key_in(before))
    if found is None:
        return before
    if found.waits:
        return _drawn_now(code, name, wishes, before)
    if found.place and not wishes.use_place:
        draft_pictures.forget_place(code, name)
    if wishes.blur and not found.blurred:
        jpeg = draft_pictures.seen(code, name)
        if jpeg is not None:
            drawn = _also_unreadable(drawing.Photo(jpeg, found.place), jpeg)
            return _kept(code, name, drawn, wishes, before)
    return before


def _drawn_now(code: Code, name: str, wishes: Wishes, before: str) -> str:
    """What waited is tried again whenever she comes by: then she sees it before she sends it."""
    waiting = draft_pictures.waiting(code, name)
    if waiting is None:
        return before
    drawn = draw(waiting.content, blur=wishes.blur)
    if drawn.as_it_came and wishes.blur == waiting.blur:
        return before
    if drawn.plain is None and not drawn.as_it_came:
        # It is no photo after all: what cannot be drawn is not kept either.
        draft_pictures.drop(code, name)
        before = ""
    return _kept(code, name, drawn, wishes, before)


def passed_over(form: ServiceForm, door: str) -> Raw:
    """What settles a question that this door cannot ask: a photo that is there stays there."""
    settled: Raw = {}
    for name, question in pictures(form, form.asked()):
        if not later(question, door):
            continue
        key = key_in(next(iter(form.raw.get(html(name, FILE), [])), ""))
        for one in question.names(name):
            settled[one] = form.raw.get(one, [""])
        settled[html(name, FILE)] = [key if key in {ENCLOSED, *question.known} else ""]
    return settled


def later(question: Question, door: str) -> Text:
    """How it comes all the same, where this door cannot ask it; empty where it can."""
    return next((said for one, said in question.brought_later.items() if one == door), "")


def told_later(form: ServiceForm, door: str) -> dict[str, str]:
    """By question that nobody answered: how it comes all the same, where this door cannot ask it."""
    asked = [(name, form.question(name)) for name in form.asked()]
    return {
        name: str(later(question, door))
        for name, question in asked
        if later(question, door) and not any(map(any, _given(form, name, question)))
    }


def _given(form: ServiceForm, name: str, question: Question) -> list[list[str]]:
    return [form.raw.get(one, []) for one in question.names(name)]


def answered(form: ServiceForm, page: Callable[[str], str]) -> dict[str, str]:
    """The questions that are answered by a photo of this draft, with the address of what is seen of
    it: empty while it waits to be drawn.
    """
    found = {}
    for name, question in pictures(form):
        known = question.known.get(key_in(next(iter(form.raw.get(html(name, FILE), [])), "")))
        if known is not None:
            found[name] = "" if known.waits else page(name)
    return found
