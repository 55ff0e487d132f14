from datetime import UTC, datetime

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils import translation
from markupsafe import Markup

from tandem.ui import components as ui

HOSTILE = "<script>alert('x')</script>\" onmouseover=\"steal()"
MOMENT = datetime(2026, 3, 9, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "shown",
    [
        lambda words: ui.button(words, name=words, value=words, about=words),
        lambda words: ui.link_button(words, words),
        lambda words: ui.tile(words, words, picture="hand", text=words),
        lambda words: ui.back_link(words, words),
        lambda words: ui.notice(words, title=words),
        lambda words: ui.tag(words),
        lambda words: ui.card(words, href=words, text=words, foot=words),
        lambda words: ui.details(words, words),
        lambda words: ui.empty_state(words, words, href=words, link=words),
        lambda words: ui.receipt(words, reference=words, word=words, text=words),
        lambda words: ui.welcome(words, words),
        lambda words: ui.summary_list([(words, words, words, words)]),
        lambda words: ui.table(words, [words, words], [[words, words]]),
        lambda words: ui.table(words, [words], [], empty=words),
        lambda words: ui.timeline([(MOMENT, words, words, words)]),
        lambda words: ui.breadcrumbs([(words, words)], words),
        lambda words: ui.tabs(words, [(words, words)]),
        lambda words: ui.figure(words, words, note=words, href=words),
        lambda words: ui.bars(words, words, [(words, 1)]),
        lambda words: ui.parts(words, words, [words], [(words, [1])]),
        lambda words: ui.pager(earlier=words, later=words),
    ],
)
def test_hostile_words_stay_words(shown):
    markup = shown(HOSTILE)

    assert isinstance(markup, Markup)
    assert "<script" not in markup
    assert '" onmouseover="' not in markup
    assert "&lt;script&gt;" in markup


def test_markup_of_ours_is_not_escaped_twice():
    rows = [["7K2-M4P", ui.tag("Late", "warning")]]

    assert '<span class="tag tag-warning">Late</span>' in ui.table("Needs", ["Need", "State"], rows)


@pytest.mark.parametrize(
    "said",
    [
        lambda: ui.button("Send", weight="enormous"),
        lambda: ui.notice("Mind", kind="terrible"),
        lambda: ui.tag("New", "purple"),
        lambda: ui.pictogram("palace"),
        lambda: ui.steps(8, 7),
    ],
)
def test_a_state_nobody_drew_is_refused(said):
    with pytest.raises(ValueError, match=r"not|no question"):
        said()


def test_danger_is_said_in_words_and_not_by_colour_alone():
    with translation.override("en"):
        assert "Important" in ui.notice("The key is lost.", kind="danger")
        assert "Please note" in ui.notice("Three days late.", kind="warning")


def test_each_cell_of_a_narrow_table_tells_its_column():
    table = ui.table("Needs", ["Need", ui.Head("Days", "number")], [["Errands", 3]])

    assert 'data-label="Days"' in table
    assert '<th role="rowheader" scope="row" class="is-text">Errands</th>' in table


def test_a_row_longer_than_its_head_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="2 cells under 1 heads"):
        ui.table("Needs", ["Need"], [["Errands", 3]])


def test_nothing_to_show_is_said():
    assert "Nobody waits." in ui.table("Needs", ["Need"], [], empty="Nobody waits.")
    assert "<dd>–</dd>" in ui.summary_list([("Telephone", "")])


def test_zero_is_shown_as_zero():
    assert "<dd>0</dd>" in ui.summary_list([("Children", 0)])
    assert 'width="0.0%"' in ui.bars("Needs", "Met", [("Errands", 0), ("Goods", 4)])


def test_pages_keep_the_filters():
    page = Paginator(range(100), 10).page(5)

    pages = ui.pagination(page, QueryDict("kind=meal&kind=errands&page=5"))

    assert 'href="?kind=meal&amp;kind=errands&amp;page=6"' in pages
    assert pages.count('aria-current="page"') == 1


def test_a_single_page_has_no_pages():
    assert ui.pagination(Paginator(range(3), 10).page(1)).strip() == ""


def test_the_words_come_in_the_readers_language():
    with translation.override("fr"):
        assert "9 mars 2026, 09:05" in ui.timeline([(MOMENT, "Demandé")])
    with translation.override("de"):
        assert "9. März 2026, 09:05" in ui.timeline([(MOMENT, "Gefragt")])


def test_a_row_made_beforehand_stands_as_one_of_cells():
    heads = ["Need", ui.Head("100 % of days", "number")]
    cells = ["50 % <b>off</b>", 3]

    assert ui.table("N % s", heads, [ui.table_row(heads, cells)]) == ui.table(
        "N % s", heads, [cells]
    )
    with pytest.raises(ValueError):
        ui.table_row(heads, ["Errands"])
