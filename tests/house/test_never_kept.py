"""No password of a person can be kept anywhere: what is written freely is looked at first."""

import ast

from django.apps import apps

from tests.house.source import Module, house_modules

OWN_WORDS = {
    "src/tandem/broadcast/forms.py": "a text to everybody, which a second person reads",
    "src/tandem/doors/line/forms.py": "the first words of the telephone service",
    "src/tandem/people/publics.py": "names of streets",
    "src/tandem/streets/categories_forms.py": "a category of the commune, in public",
    "src/tandem/streets/work_forms.py": "names of streets",
    "src/tandem/ui/gallery.py": "an example",
}
"""What an organisation says of itself, or no sentence at all."""
NAMES_OF_SECRETS = ("password", "passwd", "pin_code", "pincode", "card_number", "cvc")


def unguarded(one: Module) -> list[str]:
    found: list[str] = []
    if "Textarea" not in one.text:
        return found
    for node in ast.walk(one.tree):
        if not isinstance(node, ast.Call):
            continue
        said = {word.arg: ast.unparse(word.value) for word in node.keywords if word.arg}
        if said.get("widget", "").startswith("forms.Textarea") and not _guards(node, said, one):
            found.append(f"{one.place}:{node.lineno}")
    return found


def _guards(node: ast.Call, said: dict[str, str], one: Module) -> bool:
    # A question of a service takes its validators from its kind.
    is_question = ast.unparse(node.func) == "super().__init__"
    return "NO_SECRET" in said.get("validators", "") or (is_question and "NO_SECRET" in one.text)


def test_whoever_writes_freely_about_somebody_keeps_no_secret_of_hers():
    open_to_secrets = [
        line for one in house_modules() if one.place not in OWN_WORDS for line in unguarded(one)
    ]

    assert open_to_secrets == []


def test_those_left_out_have_such_a_field():
    named = {one.place: one for one in house_modules() if one.place in OWN_WORDS}

    assert sorted(place for place, one in named.items() if not unguarded(one)) == []
    assert named.keys() == OWN_WORDS.keys()


def test_no_column_is_made_for_one():
    columns = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if any(name in field.name.lower() for name in NAMES_OF_SECRETS)
    ]

    # What colleagues themselves sign in with, hashed.
    assert columns == ["accounts.Account.password"]
