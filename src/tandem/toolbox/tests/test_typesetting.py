import os
import signal
import subprocess
import sys

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
    typesetting._press.end()
    typesetting.pdf(template, {"said": "Green"})
    first = typesetting._press._process.pid
    os.kill(first, signal.SIGKILL)

    assert typesetting.pdf(template, {"said": "Black"}).startswith(b"%PDF")
    assert typesetting._press._process.pid != first


def test_a_process_grown_too_large_ends_after_its_work(template, monkeypatch):
    monkeypatch.setattr(typesetting, "MOST_MEMORY", 1)

    assert typesetting.pdf(template, {"said": "Black"}).startswith(b"%PDF")
    assert typesetting._press._process is None


def test_a_process_is_not_taken_to_be_as_large_as_the_one_that_began_it(template):
    order = ["from tandem.toolbox import typesetting", "from pathlib import Path", "import sys"]
    order += ["ballast = bytearray(b'x') * 500 * 2**20"]
    order += ["typesetting.pdf(Path(sys.argv[1]), {'said': 'Green'})"]
    order += ["print(typesetting._press._process is not None)"]
    told = subprocess.run(
        [sys.executable, "-c", "\n".join(order), template],
        check=True,
        capture_output=True,
        text=True,
    )

    assert told.stdout == "True\n"
