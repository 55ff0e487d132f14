import os
import signal

import pytest

from tandem.toolbox import typesetting
from tandem.toolbox.typesetting import Refused

GOOD = '#set document(title: "Tea")\n#let said = sys.inputs.said\n= #said\n#metadata(said) <told>'


@pytest.fixture
def template(tmp_path):
    file = tmp_path / "tea.typ"
    file.write_text(GOOD)
    return file


def test_a_page_is_set_and_says_what_stands_under_its_label(template):
    assert typesetting.pdf(template, {"said": "Green"}).startswith(b"%PDF")
    assert typesetting.values_of(template, {"said": "Green"}, "<told>") == ["Green"]


def test_what_cannot_be_set_is_refused_with_the_reason(template):
    template.write_text("#panic(sys.inputs.said)")

    with pytest.raises(Refused, match="no more tea"):
        typesetting.pdf(template, {"said": "no more tea"})


def test_a_process_that_died_is_replaced_and_nobody_notices(template):
    typesetting.pdf(template, {"said": "Green"})
    first = typesetting._press._process.pid
    os.kill(first, signal.SIGKILL)

    assert typesetting.pdf(template, {"said": "Black"}).startswith(b"%PDF")
    assert typesetting._press._process.pid != first


def test_a_process_grown_too_large_ends_after_its_work(template, monkeypatch):
    monkeypatch.setattr(typesetting, "MOST_MEMORY", 1)

    assert typesetting.pdf(template, {"said": "Black"}).startswith(b"%PDF")
    assert typesetting._press._process is None
