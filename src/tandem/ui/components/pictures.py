"""Pictures of our own that say what a thing is for, beside its words and never instead of them."""

from markupsafe import Markup

from tandem.toolbox.texts import Text
from tandem.ui.rendering import markup

# Drawn on a square of 48, as lines of one width.
PICTOGRAMS = {
    "hand": "M14 27V14a3 3 0 0 1 6 0v9V9a3 3 0 0 1 6 0v13V11a3 3 0 0 1 6 0v13v-8a3 3 0 0 1 6 0v14c0 8-5 13-12 13-6 0-9-3-12-8l-6-8a3 3 0 0 1 5-4l1 1",
    "heart": "M24 41C10 31 6 24 6 17a9 9 0 0 1 18-2 9 9 0 0 1 18 2c0 7-4 14-18 24z",
    "people": "M24 22a6 6 0 1 0-.1 0zM12 42c0-9 5-14 12-14s12 5 12 14M9 20a4 4 0 1 0-.1 0zM3 36c0-6 2-9 6-10M39 20a4 4 0 1 0-.1 0zM45 36c0-6-2-9-6-10",
    "cone": "M18 38l5-28h2l5 28M8 40h32M21 21h6M19.5 30h9",
    "search": "M21 35a14 14 0 1 0-.1 0zM31 31l11 11",
    "bell": "M10 35h28c-3-4-4-8-4-14a10 10 0 0 0-20 0c0 6-1 10-4 14zM20 40a4 4 0 0 0 8 0M24 7v4",
    "form": "M12 5h16l8 8v30H12zM28 5v8h8M18 23h12M18 31h12",
    "print": "M14 18V6h20v12M14 36H7V18h34v18h-7M14 29h20v13H14z",
    "sound": "M7 19v10h7l10 8V11l-10 8zM31 18a8 8 0 0 1 0 12M36 13a15 15 0 0 1 0 22",
    "leave": "M26 42H9V6h17M19 24h24M35 16l8 8-8 8",
    "telephone": "M14 6h7l4 10-5 4c2 4 4 6 8 8l4-5 10 4v7c0 4-3 6-6 6C21 40 8 27 8 12c0-3 2-6 6-6z",
}


def pictogram(name: str) -> Markup:
    """One picture, hidden from who hears the page: the words beside it say the same."""
    if name not in PICTOGRAMS:
        raise ValueError(f"A pictogram is {', '.join(PICTOGRAMS)}; not {name!r}.")
    return markup("pictogram", {"path": PICTOGRAMS[name]})


def tile(title: Text, href: str, *, picture: str, text: Text = "") -> Markup:
    """A large thing to press, with its picture; for screens one touches standing."""
    drawn = pictogram(picture)
    return markup("tile", {"title": title, "href": href, "picture": drawn, "text": text})
