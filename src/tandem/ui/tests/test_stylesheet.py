import re

import pytest
from django.contrib.staticfiles import finders

from tandem.ui import stylesheet

OTHERS = [path for path in stylesheet.sources() if path.stem != "tokens"]
PHYSICAL = re.compile(r"[{;\s](?:margin|padding|border|inset)?-?(?:left|right|top|bottom)\s*:")


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_only_the_tokens_name_a_colour(path):
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", path.read_text()) == []


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_no_rule_knows_left_from_right(path):
    assert PHYSICAL.findall(path.read_text()) == []


def test_every_name_used_is_a_token_or_given_beside():
    css = stylesheet.gathered()

    used = set(re.findall(r"var\((--[\w-]+)", css))

    assert used - set(re.findall(r"(--[\w-]+)\s*:", css)) == set()


def test_every_source_stands_in_the_one_file():
    css = stylesheet.gathered()

    assert len(stylesheet.sources()) == len(list(stylesheet.SOURCES.rglob("*.css")))
    assert css.count("{") == css.count("}")
    assert "/*" not in css
    assert len(css) < 40_000


def test_the_one_file_is_found_where_pages_ask_for_it():
    assert finders.find("ui/ui.css").endswith("ui/ui.css")
    assert finders.find("ui/palace.css") is None
