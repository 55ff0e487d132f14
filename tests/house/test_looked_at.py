"""Every page is looked at in a browser (tests/looks), or is named here with the reason why not."""

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tandem.desk.open_pages import MACHINES
from tests.house.source import ROOT
from tests.looks.pages import LOOKS as ALL_LOOKS
from tests.looks.shown import BY_A_HELPER

LOOKS = ROOT / "tests" / "looks"
PROGRAMS = ("doors:api", "streets:open311")
"""Beginnings of names under which programs are answered, and no page is."""
WITHOUT_A_LOOK = {
    "a file, a picture or a feed": """
        broadcast:letter cases:case_picture cases:follow_photo cases:picture doors:desk_order_pdf
        doors:desk_photo doors:photo doors:waiting_picture mine:mandate_copy mine:own_file
        mine:own_paper mine:paper mine:ready_file mine:ready_paper outbox:pdf
        solidarity:import_template streets:label streets:sheet_file streets:photo streets:photo_seen
        streets:photo_unreadable streets:data_file streets:closings_csv streets:figures_csv
        streets:feed doors:compared_csv doors:compared_json journal:roots register:example
        desk:health desk:robots desk:security
    """,
    "leads on to another page": "desk:start accounts:second_owed mine:enter_with",
    "the template of a page that is looked at, for somebody else": """
        cases:look_emergency_here doors:kiosk_follow doors:kiosk_take_up doors:sent
        mine:provider_new mine:yours_way mine:yours_way_code mine:way_code
        solidarity:change_followed solidarity:leave_followed streets:route streets:team_add
    """,
    # Whoever gives one of these a look takes it out; nobody adds one.
    "not looked at yet": """
        cases:follow_deed desk:first_run_administrator desk:first_run_communes
        desk:first_run_platform desk:team_link doors:desk_search doors:desk_take_up doors:kept
        doors:kiosk_enrol doors:kiosk_follow_deed doors:kiosk_kept doors:kiosk_over
        doors:kiosk_review doors:line_exchanges doors:line_greeting doors:line_languages
        doors:line_open doors:review doors:scans_page mine:enter_back mine:enter_done
        mine:enter_keys mine:enter_which mine:new_word mine:ready mine:way_passkey
        mine:yours_consent_end mine:yours_take_back solidarity:asked solidarity:asked_cancel
        solidarity:asked_went solidarity:cancel solidarity:change_put_back solidarity:choose_one
        solidarity:import_shown solidarity:import_undo solidarity:kind solidarity:kinds_preview
        solidarity:looked_at solidarity:nobody solidarity:own_went solidarity:refuse
        solidarity:vital_contested solidarity:went solidarity:yours_cancel
        solidarity:yours_company solidarity:yours_offer solidarity:yours_stop
        solidarity:yours_vital solidarity:yours_went streets:yours_repaired
    """,
}
SAMPLES = ("00000000-0000-0000-0000-000000000007", "1", "1030", "x", "ask-for-help", "where", "")


def pages() -> set[str]:
    """Names of all addresses that answer GET, of whatever sort."""
    return {name for name, view in _views(get_resolver(), "") if "GET" in _methods(view)}


def _views(resolver: URLResolver, space: str) -> Iterator[tuple[str, Any]]:
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from _views(found, f"{found.namespace}:" if found.namespace else space)
        elif isinstance(found, URLPattern):
            yield f"{space}{found.name}", found.callback


def _methods(view: Any) -> set[str]:
    """Those that Django's decorator lets through: it keeps them beside the view."""
    while view is not None:
        names = view.__code__.co_freevars
        for name, cell in zip(names, view.__closure__ or (), strict=True):
            if name == "request_method_list":
                return set(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return {"GET", "POST"}


def looked_at(folder: Path = LOOKS) -> set[str]:
    """Where the looks lead: every address written in their modules, its places filled in."""
    found: set[str] = set()
    for file in sorted(folder.glob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text())))
        bits = _said(nodes)
        for node in nodes:
            found |= _led_to(node, bits)
    return found


def _said(nodes: list[ast.AST]) -> tuple[str, ...]:
    """Ends of addresses, as they are handed to a helper that puts them together."""
    said = {
        one.value for one in nodes if isinstance(one, ast.Constant) if isinstance(one.value, str)
    }
    return tuple(sorted(one for one in said if one[:1] != "/" and one[-1:] == "/"))


def _led_to(node: ast.AST, bits: tuple[str, ...]) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _named([node.value])
    if isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.Constant) else None for one in node.values]
        holes = parts.count(None)
        if str(parts[0] or "").startswith("/") and 0 < holes <= 3:
            before = product(SAMPLES, repeat=holes - 1)
            filled = ((*one, last) for one in before for last in (*SAMPLES, *bits))
            return _named(_filled(parts, said) for said in filled)
    return set()


def _filled(parts: list[Any], said: tuple[str, ...]) -> str:
    left = iter(said)
    return "".join(next(left) if one is None else str(one) for one in parts)


def _named(paths: Any) -> set[str]:
    found = set()
    for path in paths:
        if path.startswith("/"):
            try:
                found.add(resolve(path.partition("?")[0].partition("#")[0]).view_name)
            except Resolver404:
                continue
    return found


def unseen(every: set[str], seen: set[str]) -> set[str]:
    """Neither looked at, nor named below."""
    without = {name for names in WITHOUT_A_LOOK.values() for name in names.split()}
    spoken = {name for name in every if name.startswith(PROGRAMS)} | MACHINES
    return every - seen - without - spoken


def test_every_page_is_looked_at_or_says_why_not():
    assert unseen(pages(), looked_at() | set(BY_A_HELPER)) == set()


def test_a_page_of_which_nobody_thought_is_noticed():
    """The twin."""
    new, lost = "desk:brand_new", "cases:follow"

    assert unseen(pages() | {new}, (looked_at() | set(BY_A_HELPER)) - {lost}) == {new, lost}


def test_nothing_is_excused_that_is_looked_at_or_exists_no_more():
    seen = looked_at() | set(BY_A_HELPER)
    excused = [name for names in WITHOUT_A_LOOK.values() for name in names.split()]

    assert set(excused) & seen == set()
    assert set(excused) <= pages() and len(excused) == len(set(excused))
    assert set(BY_A_HELPER) <= pages()
    assert set(BY_A_HELPER.values()) <= {look.name for look in ALL_LOOKS}
