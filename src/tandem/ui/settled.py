"""Texts are settled when a template is compiled, once for each language.

A page says some thirty sentences that no value changes; looking each of them up cost a tenth of
the page.
"""

from collections.abc import MutableMapping
from typing import Any

from django.utils import translation
from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

ASKS = frozenset({"_", "gettext"})


class SettledEnvironment(Environment):
    """Speaks the language in force when its templates are compiled, and no other."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # All are known before a template is; looked up one by one in a chain, as Jinja keeps them,
        # they took longer than most components do.
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Settle(self).visit(super()._parse(source, name, filename))
        return tree


class _Settle(NodeTransformer):
    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - named by jinja
        self.generic_visit(call)
        sentence = _sentence(call)
        if sentence is None:
            return call
        # As jinja's own gettext does: the sentence is markup, and `%%` one per cent sign.
        said = Markup(translation.gettext(sentence)) % {}  # noqa: S704
        return nodes.Const(said, lineno=call.lineno, environment=self.environment)


def _sentence(call: nodes.Call) -> str | None:
    """The sentence that is asked for, where nothing is put into it."""
    asked: Any = call.node
    if not (isinstance(asked, nodes.Name) and asked.name in ASKS):
        return None
    if len(call.args) != 1 or call.kwargs or call.dyn_args or call.dyn_kwargs:
        return None
    (sentence,) = call.args
    if isinstance(sentence, nodes.Const) and isinstance(sentence.value, str):
        return sentence.value
    return None
