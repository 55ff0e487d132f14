"""No request has put a job or a command in a transaction, and only a transaction is told whose rows."""

import ast

from tests.house.source import house_modules

OWN_TRANSACTIONS = {
    "src/tandem/broadcast/jobs.py": "`sending.send` is one transaction",
    "src/tandem/doors/sms/jobs.py": "`carrying` has a transaction for each reply",
    "src/tandem/outbox/jobs.py": "`delivery.deliver` has a transaction for each message",
}
"""Whatever they call begins its transactions itself, and their tests commit."""


def outside(tree: ast.Module) -> list[int]:
    """Lines that enter `within` where no transaction is open."""
    found: list[int] = []

    def walk(node: ast.AST, opened: bool) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            opened = any("atomic" in ast.unparse(one) for one in node.decorator_list)
        if isinstance(node, ast.With | ast.AsyncWith):
            entered = [ast.unparse(item.context_expr) for item in node.items]
            opened = opened or any("atomic(" in one for one in entered)
            if not opened and any(one.startswith("within(") for one in entered):
                found.append(node.lineno)
        for child in ast.iter_child_nodes(node):
            walk(child, opened)

    walk(tree, opened=False)
    return found


def test_jobs_and_commands_open_rows_in_a_transaction():
    wrong = {
        one.place
        for one in house_modules()
        if (one.path.name == "jobs.py" or one.is_in("management")) and outside(one.tree)
    }

    assert wrong == OWN_TRANSACTIONS.keys()


def test_it_is_seen_where_no_transaction_is_open():
    assert outside(ast.parse("with within(scope):\n    rows()")) == [1]
    assert outside(ast.parse("with acting(x), within(scope):\n    rows()")) == [1]
    assert not outside(
        ast.parse("with transaction.atomic():\n    with within(scope):\n        rows()")
    )
    assert not outside(ast.parse("with transaction_within(scope):\n    rows()"))
