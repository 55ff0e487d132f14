from io import StringIO

from django.core.management.base import OutputWrapper

from tandem.desk.region import progress


class Terminal(StringIO):
    def isatty(self):
        return True


def test_piped_a_line_is_written_now_and_then_while_the_work_goes_on():
    output = StringIO()

    with progress.shown(OutputWrapper(output)) as begin:
        advance = begin("People", 60)
        said = [output.getvalue()]
        for _ in range(60):
            advance(1)
            said.append(output.getvalue())

    assert said[0] == "People: 0 %\n"
    assert said[6] == "People: 0 %\nPeople: 10 %\n"
    assert said[5] == said[0]
    assert len(said[-1].splitlines()) == 11
    assert said[-1].endswith("100 %\n")


def test_on_a_terminal_a_bar_is_drawn(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    output = Terminal()

    with progress.shown(OutputWrapper(output)) as begin:
        begin("People", 2)(2)

    assert "100%" in output.getvalue()
