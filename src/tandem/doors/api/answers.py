"""Answers as a program writes them, and as every other door types them."""

import json
from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from tandem.services.composites import Composite
from tandem.services.conditions import Raw
from tandem.services.forms import ServiceForm
from tandem.services.picture import FILE, Picture
from tandem.services.questions import Question

SEVERAL = frozenset({"some_of", "half_days"})
JSON_KINDS: Mapping[str, type] = {"yes_no": bool, "whole": int}
"""What JSON has a kind of its own for; all else is words."""


def read(form: ServiceForm, said: Mapping[str, object]) -> Raw:
    """What was said, as if it had been typed: what cannot be understood is kept, and the form says so.

    >>> read(TeaForm({}), {"sugar": True, "extras": ["milk"]})
    {'sugar': ['yes'], 'extras': ['milk']}
    """
    raw: Raw = {}
    for name, question in form.questions():
        if name in said:
            raw |= _typed(name, question, said[name])
    return raw


def unknown(form: ServiceForm, said: Mapping[str, object]) -> list[str]:
    names = {name for name, _question in form.questions()}
    return sorted(set(said) - names)


def misshapen(form: ServiceForm, said: Mapping[str, object], *, empty: bool) -> list[str]:
    """Answers of another shape than the question's, such as a number where words are asked.

    What is of the right shape may still be wrong: that is for the form to say. `empty` is for drafts:
    null stands for "not answered", and a number and a yes may be written as words too.
    """
    return [
        name
        for name, question in form.questions()
        if name in said and not _has_shape(question, said[name], empty=empty)
    ]


def _has_shape(question: Question, value: object, *, empty: bool) -> bool:
    if value is None:
        return empty
    if isinstance(question, Composite):
        return isinstance(value, Mapping) and all(
            part in question.parts and (isinstance(one, str) or (one is None and empty))
            for part, one in value.items()
        )
    if question.kind in SEVERAL:
        return (
            isinstance(value, list)
            and all(isinstance(one, str) for one in value)
            and len(set(value)) == len(value)
        )
    own = JSON_KINDS.get(question.kind)
    if isinstance(value, str):
        return empty or own is None
    # A yes is a number to Python, not to JSON.
    return type(value) is own


def _typed(name: str, question: Question, value: object) -> Raw:
    if isinstance(question, Composite):
        if isinstance(value, Mapping):
            # A part nobody names may have been answered before, or at another door: it stays.
            named = [part for part in question.parts if part in value]
            return {f"{name}_{part}": [_text(value[part])] for part in named}
        raw = {f"{name}_{part}": [""] for part in question.parts}
        return raw if value is None else raw | {next(iter(raw)): [_text(value)]}
    if isinstance(value, list):
        return {name: [_text(one) for one in value]}
    if value is None:
        return {name: [] if question.kind in SEVERAL else [""]}
    if isinstance(value, bool) and question.kind == "yes_no":
        return {name: ["yes" if value else "no"]}
    return {name: [_text(value)]}


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def written(form: ServiceForm) -> dict[str, object]:
    """The answers so far, as a program would write them; as typed, understood or not."""
    return {
        name: _natural(name, question, form.raw)
        for name, question in form.questions()
        if any(html in form.raw for html in question.names(name))
    }


def _natural(name: str, question: Question, raw: Raw) -> object:
    if isinstance(question, Composite):
        return {part: _first(raw.get(f"{name}_{part}")) for part in question.parts}
    values = raw.get(name, [])
    return list(values) if question.kind in SEVERAL else _first(values)


def _first(values: list[str] | None) -> str:
    return values[0] if values else ""


# --- The schema of each kind -------------------------------------------------------------

Schema = dict[str, object]
Choices = Iterable[tuple[object, object]]
SHAPES = {"yes_no": ("boolean",), "whole": ("integer",)}


def schema_of(question: Question) -> Schema:
    """The JSON Schema of one answer; what no schema can say, the form says."""
    if isinstance(question, Composite):
        shape: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                part: _part(str(field.label or ""), getattr(field, "choices", ()))
                for part, field in question.parts.items()
            },
        }
        if isinstance(question, Picture):
            shape["properties"][FILE] |= photo_schema()  # type: ignore[index]
    else:
        shape = KINDS.get(question.kind, _string)(question)
    said = {**_worded(question, str(question.help_text or question.why)), **shape}
    if question.needed_if:
        condition = question.needed_if
        said["x-needed-if"] = {"question": condition.question, "is_in": sorted(condition.is_in)}
    if question.spoken and str(question.spoken) != str(question.label):
        said["x-spoken"] = str(question.spoken)
    return said


def shape_of(question: Question) -> Schema:
    """What a draft keeps of one answer: any of the right shape, right or wrong, or none."""
    if isinstance(question, Composite):
        shape: Schema = {
            "type": ["object", "null"],
            "additionalProperties": False,
            "properties": {part: {"type": ["string", "null"]} for part in question.parts},
        }
    elif question.kind in SEVERAL:
        items: Schema = {"type": "string"}
        shape = {"type": ["array", "null"], "uniqueItems": True, "items": items}
    else:
        shape = {"type": [*SHAPES.get(question.kind, ()), "string", "null"]}
    return {**_worded(question), **shape}


def _worded(question: Question, more: str = "") -> Schema:
    """The question in words. Generators of clients name a class by the title of what it stands for,
    which would be another name in each language.
    """
    if isinstance(question, Composite) or hasattr(question, "choices"):
        return {"description": "\n".join(filter(None, (str(question.label), more)))}
    return {"title": str(question.label), **({"description": more} if more else {})}


def _part(label: str, choices: Choices) -> Schema:
    named = [(key, said) for key, said in choices or () if key]
    if named:
        return {"description": label, **_enum([("", "–"), *named])}
    return {"type": "string", "title": label}


def photo_schema() -> Schema:
    return {
        "description": str(
            _(
                "The photo itself, as “data:image/jpeg;base64,…”; PNG, WebP, HEIC, GIF and TIFF are "
                "taken too, up to 10 MB before it is coded. What a draft tells instead is its key: "
                "send it unchanged to keep the photo, and nothing to take it away."
            )
        )
    }


def _string(question: Question) -> Schema:
    most = getattr(question, "most", None)
    return {"type": "string", **({"maxLength": most} if most else {})}


def _one(question: Question) -> Schema:
    return _enum(question.choices)  # type: ignore[attr-defined]


def _some(question: Question) -> Schema:
    items = _enum(question.choices)  # type: ignore[attr-defined]
    return {"type": "array", "uniqueItems": True, "items": items}


def _enum(choices: Choices) -> Schema:
    """The keys, and in the same order what each means: a `oneOf` would say it in one place, but
    generated clients read it wrongly.
    """
    named = [(str(key), str(said)) for key, said in choices]
    return {
        "type": "string",
        "enum": [key for key, _said in named],
        "x-enum-descriptions": [said for _key, said in named],
    }


def _whole(question: Question) -> Schema:
    least, most = question.min_value, question.max_value  # type: ignore[attr-defined]
    return {"type": "integer", "minimum": least, "maximum": most}


KINDS: dict[str, Callable[[Question], Schema]] = {
    "one_of": _one,
    "yes_no": lambda _question: {"type": "boolean"},
    "some_of": _some,
    "half_days": _some,
    "whole": _whole,
}
