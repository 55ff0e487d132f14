"""Every template of the house, read without being filled: what it asks of `ui` must exist."""

import inspect
import re
from pathlib import Path

import pytest
from jinja2 import nodes

from tandem.ui import components, rendering, stylesheet

HOUSE = Path(stylesheet.__file__).parents[1]
TEMPLATES = sorted(HOUSE.glob("*/jinja/**/*.html"))
SPOKEN_TO_OTHERS = {"frame-page"}


@pytest.fixture(scope="module", params=TEMPLATES, ids=lambda path: str(path.relative_to(HOUSE)))
def template(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_every_component_is_called_as_it_may_be(template: Path):
    tree = rendering.environment().parse(template.read_text())

    with_inside = {id(block.call) for block in tree.find_all(nodes.CallBlock)}
    for call in tree.find_all(nodes.Call):
        if (
            isinstance(call.node, nodes.Getattr)
            and isinstance(call.node.node, nodes.Name)
            and call.node.node.name == "ui"
        ):
            component = getattr(components, call.node.attr)
            given = {pair.key: None for pair in call.kwargs}
            if id(call) in with_inside:
                given["caller"] = None
            # Raises a TypeError that names what is missing or too much.
            inspect.signature(component).bind(*call.args, **given)


def test_every_template_can_be_made(template: Path):
    rendering.environment().compile(template.read_text())


def test_every_class_has_a_style(template: Path):
    known = set(re.findall(r"\.([a-z][\w-]*)", stylesheet.gathered())) | SPOKEN_TO_OTHERS
    # What stands between the signs of Jinja is chosen among what the component draws.
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "\0", template.read_text(), flags=re.DOTALL)

    used = {name for said in re.findall(r'class="([^"]*)"', text) for name in said.split()}

    assert {name for name in used if "\0" not in name} - known == set()
