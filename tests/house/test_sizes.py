import ast

from tests.house.source import ROOT, house_modules, suite_modules, templates

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 50
LINES_OF_A_TEMPLATE = 100


def test_a_longer_file_would_be_two():
    long = {
        one.place: lines
        for one in (*house_modules(), *suite_modules())
        if (lines := one.text.count("\n")) > LINES_OF_A_FILE
    }

    assert long == {}


def test_a_longer_function_would_be_two():
    long = {}
    for one in house_modules():
        for node in ast.walk(one.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LINES_OF_A_FUNCTION:
                    long[f"{one.place}:{node.lineno} {node.name}"] = lines

    assert long == {}


def test_a_longer_template_would_be_two():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in templates()
        if (lines := path.read_text().count("\n")) > LINES_OF_A_TEMPLATE
    }

    assert long == {}
