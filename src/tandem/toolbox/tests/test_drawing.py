"""A photo is drawn anew by a program of its own; what a stranger sends breaks nothing."""

import io
from time import monotonic

import pytest
from PIL import Image, ImageFilter, ImageStat

from tandem.toolbox import blurring, drawing, redraw
from tandem.toolbox.drawing import NotDrawn
from tests.photographed import (
    EAST,
    HOSTILE,
    NORTH,
    SECRET,
    exif,
    face,
    jpeg,
    plate,
    saved,
)

AT_MOST = 25
"""Seconds, on a busy machine."""


def details(picture, box):
    """How much there is to be recognised: where colours change from point to point."""
    edges = picture.crop(box).convert("L").filter(ImageFilter.FIND_EDGES)
    return ImageStat.Stat(edges).mean[0]


def opened(content):
    return Image.open(io.BytesIO(content))


def test_nothing_that_the_telephone_wrote_is_left():
    assert SECRET.encode() in jpeg() and b"Exif" in jpeg()

    drawn = drawing.photo(jpeg()).jpeg

    assert SECRET.encode() not in drawn and b"Exif" not in drawn
    # After its beginning: tables and points, no segment that tells anything but the size in dots.
    assert {key for key in opened(drawn).info if not key.startswith("jfif")} <= {"dpi"}
    assert not opened(drawn).getexif()


def test_it_is_small_enough_for_a_slow_line():
    drawn = opened(drawing.photo(jpeg(2_400, 1_200)).jpeg)

    assert (drawn.format, drawn.size) == ("JPEG", (1_600, 800))


def test_it_stands_upright_once_nothing_says_how_the_telephone_was_held():
    told = exif()
    told[0x0112] = 6

    drawn = drawing.photo(saved(Image.new("RGB", (40, 20), "green"), exif=told)).jpeg

    assert opened(drawn).size == (20, 40)


def test_where_it_was_taken_is_told_apart():
    assert drawing.photo(jpeg()).place == (NORTH, EAST)
    assert drawing.photo(jpeg(place=False)).place is None


@pytest.mark.parametrize(
    ("north", "east", "told"),
    [
        (-NORTH, -EAST, (-NORTH, -EAST)),
        (0, 0, None),
        (91.5, 4.0, None),
        (50.0, 181.0, None),
    ],
)
def test_a_place_is_on_earth_or_none(north, east, told):
    content = saved(Image.new("RGB", (9, 9)), exif=exif(north, east))

    assert drawing.photo(content).place == told


def test_whatever_stands_in_the_place_of_a_place_hinders_nothing():
    told = exif()
    told.get_ifd(redraw.GPS)[redraw.LATITUDE] = (5.0,)

    drawn = drawing.photo(saved(Image.new("RGB", (9, 9)), exif=told))

    assert drawn.place is None and drawn.jpeg


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "TIFF"])
def test_other_kinds_become_the_same(kind):
    drawn = drawing.photo(saved(Image.new("RGB", (60, 40), "red"), kind)).jpeg

    assert (opened(drawn).format, opened(drawn).size) == ("JPEG", (60, 40))


@pytest.mark.parametrize(("content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_photo_is_refused_in_time(content, why):
    file, began = content(), monotonic()

    with pytest.raises(NotDrawn, match=why):
        drawing.photo(file)

    assert monotonic() - began < AT_MOST


def test_a_face_that_is_found_is_none_any_more():
    before = drawing.photo(face()).jpeg
    assert list(blurring.found_in(opened(before).convert("RGB")))

    after = opened(drawing.blurred(before)).convert("RGB")

    assert not list(blurring.found_in(after))
    assert after.size == opened(before).size
    assert after.getpixel((5, 5)) == pytest.approx(opened(before).getpixel((5, 5)), abs=6)


def test_of_a_plate_that_is_found_nothing_can_be_read():
    before = drawing.photo(plate()).jpeg
    [found] = blurring.found_in(opened(before).convert("RGB"))

    after = opened(drawing.blurred(before))

    assert details(after, found) < details(opened(before), found) / 3


def test_within_a_box_few_squares_are_left_and_around_it_nothing_changes():
    picture = Image.effect_noise((200, 200), 90).convert("RGB")
    before = picture.copy()

    blurring.blur(picture, [(50, 50, 150, 150)])

    inside = picture.crop((50, 50, 150, 150))
    assert len(set(inside.get_flattened_data())) <= (blurring.TILES + 1) ** 2
    outside = (0, 0, 200, 29)
    assert picture.crop(outside).tobytes() == before.crop(outside).tobytes()


def test_a_box_at_the_edge_breaks_nothing():
    picture = Image.new("RGB", (20, 20), "white")

    blurring.blur(picture, [(-5, -5, 3, 3), (18, 18, 40, 40), (7, 7, 8, 8)])

    assert picture.size == (20, 20)


def test_what_could_not_be_looked_through_is_not_handed_on():
    with pytest.raises(NotDrawn, match="not_blurred"):
        drawing.blurred(b"no picture of ours")


def test_while_nothing_looks_through_photos_that_is_no_fault_of_this_one(monkeypatch, tmp_path):
    monkeypatch.setattr(drawing, "BLURRING", tmp_path / "nowhere.py")

    with pytest.raises(NotDrawn, match="not_now"):
        drawing.blurred(drawing.A_DOT_OF_A_PHOTO)
