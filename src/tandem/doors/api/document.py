"""The OpenAPI 3.1 document of the house, written from the catalogue: no service writes a line of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.doors.api.actions import KEY
from tandem.doors.api.answers import schema_of, shape_of
from tandem.doors.api.examples import example_of
from tandem.journal.choices import Door
from tandem.people.choices import Channel
from tandem.services.catalogue import services
from tandem.services.composites import POSTAL_CODE
from tandem.services.declaration import Service
from tandem.services.forms import ServiceForm

Data = dict[str, Any]
ROOT = "/api/v1"
STRING: Data = {"type": "string"}
PATTERNS: Mapping[str, Data] = {
    name: {"type": "string", "pattern": f"^{form.pattern}$"}
    for name, form in (("Idempotency-Key", KEY), ("postal_code", POSTAL_CODE))
}


def summary(service: type[Service], closed: list[str]) -> Data:
    """`closed`: what is said before anything is asked, where it is taken in no more for a while."""
    return {
        "slug": service.slug,
        "title": str(service.title),
        "summary": str(service.summary),
        "promise_days": service.promise.working_days,
        "doors": [str(door) for door in service.doors()],
        "start": reverse("doors:start", args=[service.slug]),
        "closed_for_a_while": closed,
    }


def answers_schema(form: ServiceForm) -> Data:
    """One property a question; which of them are owed depends on the answers, so the form says it."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: schema_of(question) for name, question in form.questions()},
        "example": example_of(form),
    }


def draft_schema(form: ServiceForm) -> Data:
    """The same questions, as a draft keeps their answers."""
    return {
        "type": "object",
        "description": _(
            "Kept as they come, and checked afterwards: what is wrong comes back under “errors”."
        ),
        "additionalProperties": False,
        "properties": {name: shape_of(question) for name, question in form.questions()},
    }


def of_house() -> Data:
    offered = [one for one in services() if Door.API in one.doors() and not one.for_staff_of]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tandem",
            "version": "1",
            "description": _(
                "Send requests for people, at their word, and tell them where they stand. "
                "The questions, the checks, the promise and the receipt are those of every door. "
                "Read to the person what stands under “closed_for_a_while” before you ask anything."
            )
            + " "
            + _("And what a receipt says under “what_happens_now”, where her request is urgent.")
            + " "
            + _(
                "Before you send a draft, ask her whether it is one of what stands under "
                "“known_already”."
            ),
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": settings.SITE_URL}],
        "security": [{"token": []}],
        "paths": dict(_paths(offered)),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": SCHEMAS
            | {_named(one): answers_schema(one.form({})) for one in offered}
            | {_drafted(one): draft_schema(one.form({})) for one in offered},
        },
    }


def _named(service: type[Service]) -> str:
    return "".join(word.capitalize() for word in service.slug.split("-")) + "Answers"


def _drafted(service: type[Service]) -> str:
    return _named(service).removesuffix("Answers") + "DraftAnswers"


def _paths(offered: list[type[Service]]) -> Iterator[tuple[str, Data]]:
    yield (
        f"{ROOT}/services",
        {"get": _operation("listServices", _("What is offered"), ok="Services")},
    )
    for one in offered:
        title, at = str(one.title), f"{ROOT}/services/{one.slug}"
        told = {"postal_code": _("As this commune asks them")}
        yield (
            at,
            {
                "get": _operation(
                    f"describe_{_snake(one)}",
                    title,
                    ok="Service",
                    query=told,
                    wrong=(400, 404, 409),
                )
            },
        )
        yield (
            f"{at}/cases",
            {
                "post": _operation(
                    f"ask_{_snake(one)}",
                    title,
                    ok="Receipt",
                    status=201,
                    body=_named(one),
                    headers={"Idempotency-Key": _("Of your own; the same key is done once")},
                    wrong=(*ALWAYS, 400, 409, 413, 422),
                )
            },
        )
        yield (
            f"{at}/drafts",
            {
                "post": _operation(
                    f"begin_{_snake(one)}",
                    title,
                    ok="Draft",
                    status=201,
                    body=_drafted(one),
                    wrong=(*ALWAYS, 400, 409, 413, 422),
                )
            },
        )
    yield from _with_reference()


def _with_reference() -> Iterator[tuple[str, Data]]:
    word = {"Tandem-Word": _("The secret word that was given with the reference")}
    same: Data = {"reference": True, "headers": word}
    wrong = (*ALWAYS, 404)
    yield (
        f"{ROOT}/drafts/{{reference}}",
        {
            "get": _operation(
                "readDraft", _("The answers so far"), ok="Draft", wrong=wrong, **same
            ),
            "patch": _operation(
                "answerDraft",
                _("More answers, or other ones; questions and parts not named stay as they are"),
                ok="Draft",
                body="Answers",
                wrong=(*wrong, 400, 413, 422),
                **same,
            ),
        },
    )
    yield (
        f"{ROOT}/drafts/{{reference}}/case",
        {
            "post": _operation(
                "sendDraft", _("Send it"), ok="Receipt", status=201, wrong=(*wrong, 422), **same
            )
        },
    )
    yield (
        f"{ROOT}/cases/{{reference}}",
        {"get": _operation("followCase", _("Where it stands"), ok="Case", wrong=wrong, **same)},
    )


ALWAYS = (401, 403, 429)


def _operation(
    name: str,
    title: str,
    *,
    ok: str,
    status: int = 200,
    body: str = "",
    reference: bool = False,
    query: Mapping[str, str] = {},
    headers: Mapping[str, str] = {},
    wrong: tuple[int, ...] = (),
) -> Data:
    parameters = [_parameter("path", "reference", _("As on the receipt"))] if reference else []
    parameters += [
        _parameter("query", each, said, owed=False, schema=PATTERNS.get(each, STRING))
        for each, said in query.items()
    ]
    parameters += [
        _parameter("header", each, said, schema=PATTERNS.get(each, STRING))
        for each, said in headers.items()
    ]
    parameters.append(_parameter("header", "Accept-Language", "fr, nl, de, en", owed=False))
    responses: Data = {str(status): _response("application/json", ok, title)}
    for code in sorted(set(wrong)):
        responses[str(code)] = _response("application/problem+json", "Problem", str(WRONG[code]))
    said: Data = {
        "operationId": name,
        "summary": title,
        "parameters": parameters,
        "responses": responses,
    }
    if not set(ALWAYS) <= set(wrong):
        said["security"] = []
    if body:
        said["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _sent(body)}},
        }
    return said


def _parameter(
    where: str, name: str, said: str, *, owed: bool = True, schema: Data = STRING
) -> Data:
    return {"in": where, "name": name, "description": said, "required": owed, "schema": schema}


def _response(kind: str, name: str, said: str) -> Data:
    return {"description": said, "content": {kind: {"schema": _to(name)}}}


def _to(name: str) -> Data:
    return {"$ref": f"#/components/schemas/{name}"}


def _sent(name: str) -> Data:
    answers = {"type": "object"} if name == "Answers" else _to(name)
    languages = [code for code, _name in settings.LANGUAGES]
    return {
        "type": "object",
        "properties": {
            "language": {"type": "string", "enum": languages},
            "answers": answers,
            "same_as": {
                "type": "string",
                "description": _(
                    "The key of what stands under “known_already” in her draft, where she says that "
                    "hers is the same: it joins that one, and the receipt says so. Empty for "
                    "something of its own."
                ),
            },
        },
    }


def _snake(service: type[Service]) -> str:
    return service.slug.replace("-", "_")


def _object(owed: Mapping[str, Data], **optional: Data) -> Data:
    return {"type": "object", "required": [*owed], "properties": {**owed, **optional}}


WRONG = {
    400: gettext_lazy("Not one JSON object, or something owed is missing"),
    401: gettext_lazy("No valid token"),
    403: gettext_lazy("The token does not allow that"),
    404: gettext_lazy("Nothing here, or nothing with this reference and word"),
    409: gettext_lazy(
        "The key was used for something else, or this door is closed for the service"
    ),
    413: gettext_lazy("More than a form has room for"),
    422: gettext_lazy("Answers are missing or wrong; the rest is kept"),
    429: gettext_lazy("Too many requests; wait for Retry-After"),
}
LIST_OF_STRINGS: Data = {"type": "array", "items": STRING}
ERRORS: Data = {"type": "object", "additionalProperties": LIST_OF_STRINGS}
DAY: Data = {"type": "string", "format": "date"}
WHOLE: Data = {"type": "integer"}
YES: Data = {"type": "boolean"}
_SERVICE = {
    "slug": STRING,
    "title": STRING,
    "summary": STRING,
    "promise_days": WHOLE,
    "doors": LIST_OF_STRINGS,
    "start": STRING,
    "closed_for_a_while": LIST_OF_STRINGS,
}
SCHEMAS: Data = {
    "Service": _object(_SERVICE, answers={"type": "object"}),
    "Services": _object({"services": {"type": "array", "items": _object(_SERVICE)}}),
    "Receipt": _object(
        {
            "reference": STRING,
            "word": STRING,
            "due_on": DAY,
            "working_days": WHOLE,
            "answer_comes_by": {"type": "string", "enum": list(Channel.values)},
            "in_words": STRING,
            "urgent": YES,
            "what_happens_now": STRING,
        },
        voices={"type": ["integer", "null"]},
        joined_in_words=STRING,
    ),
    "Draft": _object(
        {
            "reference": STRING,
            "word": STRING,
            "service": STRING,
            "language": STRING,
            "sent": YES,
            "answers": {"type": "object"},
            "errors": ERRORS,
            "still_to_ask": LIST_OF_STRINGS,
        },
        closed_for_a_while=LIST_OF_STRINGS,
        known_already={"type": "array", "items": _object({"key": STRING, "label": STRING})},
        same_as=STRING,
    ),
    "Case": _object(
        {
            "reference": STRING,
            "service": STRING,
            "organisation": STRING,
            "state": STRING,
            "state_in_words": STRING,
            "due_on": DAY,
            "late": YES,
            "answer": {"oneOf": [{"type": "null"}, _object({"reason": STRING, "words": STRING})]},
        }
    ),
    "Problem": _object(
        {"status": WHOLE, "title": STRING}, errors=ERRORS, reference=STRING, word=STRING
    ),
}
