"""A page needs no script, brings its styles in files, and calls nobody else."""

import re

import pytest

from tests.house.source import ROOT, templates

FORBIDDEN = {
    "a style in the page": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a handler in the page": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a script as an address": re.compile(r"javascript:", re.IGNORECASE),
    "a link that goes nowhere": re.compile(r"href\s*=\s*[\"']#[\"']", re.IGNORECASE),
    "something of another's": re.compile(
        r"<(script|link|img|iframe|source|video|audio)\b[^>]*(src|href)\s*=\s*[\"'](https?:)?//",
        re.IGNORECASE,
    ),
    "text that is not escaped": re.compile(r"\|\s*safe\b"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str):
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in templates()
        for match in FORBIDDEN[what].finditer(path.read_text())
    ]

    assert found == []


def test_templates_stand_with_their_package():
    astray = [
        str(path.relative_to(ROOT))
        for path in templates()
        if path.parts[path.parts.index("jinja") + 1] != path.parts[path.parts.index("jinja") - 1]
    ]

    assert astray == []
