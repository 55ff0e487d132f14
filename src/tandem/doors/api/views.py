from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.accounts import throttle
from tandem.cases import access as cases_access
from tandem.cases import following, intake, queries
from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.models import Case
from tandem.cases.opening import Receipt, open_case
from tandem.doors import photos, presenting
from tandem.doors.api import answers, document, pictures
from tandem.doors.api.access import (
    NO_KEY,
    OTHER_BODY,
    Asked,
    code_of,
    of_its_commune,
    operation,
    public,
    service_of,
)
from tandem.doors.api.actions import KEY, OtherBody, once
from tandem.doors.api.problems import Problem
from tandem.doors.choices import Right
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.alike import SAME_AS, voices_told
from tandem.services.catalogue import services
from tandem.services.composites import FOUR_FIGURES, POSTAL_CODE
from tandem.services.declaration import Service
from tandem.services.drafts import Code, OpenDraft
from tandem.tenancy.scope import within
from tandem.territory.queries import organisation_for

Data = dict[str, Any]


@public
def openapi(request: HttpRequest) -> Data:
    return document.of_house()


@public
def catalogue(request: HttpRequest) -> Data:
    offered = [one for one in services() if Door.API in one.doors() and not one.for_staff_of]
    closed = intake.told_before_each(offered)
    return {"services": [document.summary(one, closed[one.slug]) for one in offered]}


@public
def service(request: HttpRequest, *, slug: str) -> Data:
    """Its questions; with `?postal_code=` as that commune asks them."""
    found, code = service_of(slug), request.GET.get("postal_code")
    if code is not None and not POSTAL_CODE.fullmatch(code):
        raise Problem(400, FOUR_FIGURES)
    place = organisation_for(code) if code is not None else None
    form = found.form({}, place=place[0] if place else None)
    if place is None:
        closed = intake.told_before(found)
    else:
        closed = list(filter(None, [intake.closed_for(found, place[1])]))
    return document.summary(found, closed) | {"answers": document.answers_schema(form)}


@operation(Right.ASK, "POST")
def ask(asked: Asked, *, slug: str) -> tuple[int, Data]:
    """All at once: a case and its receipt, or what is wrong and the draft that keeps the rest."""
    found, key = service_of(slug), asked.request.headers.get("Idempotency-Key", "")
    body = asked.body(found)
    if not KEY.fullmatch(key):
        raise Problem(400, NO_KEY)
    try:
        code = once(
            asked.token, key, [slug, body], lambda: _begun(asked, found, body, empty=False).code
        )
    except OtherBody:
        raise Problem(409, OTHER_BODY) from None
    return _sent(code, found)


@operation(Right.ASK, "POST")
def begin(asked: Asked, *, slug: str) -> tuple[int, Data]:
    found = service_of(slug)
    return 201, _told(_begun(asked, found, asked.body(found)))


@operation(Right.ASK, "GET", "PATCH")
def draft(asked: Asked, *, reference: str) -> Data:
    """The answers so far; those sent are kept, whether they are right or not."""
    code = code_of(reference, asked.word())
    found = _draft(asked, code)
    if asked.request.method == "PATCH":
        found = _keep(asked, found, asked.body(found.service))
    return _told(found)


@operation(Right.ASK, "POST")
def send(asked: Asked, *, reference: str) -> tuple[int, Data]:
    code = code_of(reference, asked.word())
    found = _draft(asked, code)
    # Begun at another door, it may be of another commune.
    of_its_commune(asked.token, found.service.form.postal_code_in(found.answers))
    return _sent(code, found.service)


@operation(Right.FOLLOW, "GET")
def follow(asked: Asked, *, reference: str) -> Data:
    """Where a request stands, for whoever gives the reference and the word."""
    code = code_of(reference, asked.word())
    tried = _tried(asked, code)
    place = following.find(code)
    if place is None:
        raise _wrong(tried)
    with within(place.scope):
        case = Case.objects.select_related("person", "organisation").get(pk=place.target)
        cases_access.shown_to_its_person(case)
        return _case(case)


def _case(case: Case) -> Data:
    answer = queries.answer_of(case)
    return {
        "reference": case.reference,
        "service": case.service,
        "organisation": str(case.organisation),
        "state": case.state,
        "state_in_words": queries.state_in_words(case),
        "due_on": case.due_on.isoformat(),
        "late": queries.is_late(case),
        "answer": {"reason": answer.reason, "words": answer.words} if answer else None,
    }


def _begun(asked: Asked, found: type[Service], body: Data, *, empty: bool = True) -> OpenDraft:
    language = body.get("language", get_language())
    if language not in [code for code, _name in settings.LANGUAGES]:
        raise Problem(400, _("This language is not spoken here."))
    return _keep(asked, drafts.begin(found, language, door=Door.API), body, empty=empty)


def _keep(asked: Asked, found: OpenDraft, body: Data, *, empty: bool = True) -> OpenDraft:
    said = body.get("answers", {})
    if not isinstance(said, dict):
        raise Problem(400, _("Send the answers as one JSON object, by question."))
    form = presenting.form_of(found)
    if strange := answers.unknown(form, said):
        wrong = {name: [_("This form has no such question.")] for name in strange}
        raise Problem(422, _("Some of these questions are not asked here."), errors=wrong)
    if strange := answers.misshapen(form, said, empty=empty):
        wrong = {name: [_("Write this answer as the document says.")] for name in strange}
        raise Problem(422, _("Some answers are not written as the document says."), errors=wrong)
    same = body.get(SAME_AS, "")
    if not isinstance(same, str):
        wrong = {SAME_AS: [_("Write this answer as the document says.")]}
        raise Problem(422, _("Some answers are not written as the document says."), errors=wrong)
    said, sent = pictures.apart(form, said)
    read = answers.read(form, said)
    # Before anything is kept: of another commune a program leaves no trace in a draft either.
    of_its_commune(asked.token, form.postal_code_in(read))
    raw = photos.settled(found.code, form, read, sent)
    raw |= {SAME_AS: [same]} if SAME_AS in body else {}
    return drafts.keep(found.code, raw, asked=said, door=Door.API) or found


def _draft(asked: Asked, code: Code) -> OpenDraft:
    tried = _tried(asked, code)
    found = drafts.take_up(code)
    if found is None:
        raise _wrong(tried)
    return found


def _tried(asked: Asked, code: Code) -> throttle.Guess:
    tried = throttle.Guess(("api:address", f"token {asked.token.pk}"), code.reference)
    if wait := throttle.wait_to_try(tried):
        headers = {"Retry-After": str(throttle.seconds(wait))}
        raise Problem(429, _("Too many wrong codes were tried. Wait, then go on."), headers=headers)
    return tried


def _wrong(tried: throttle.Guess) -> Problem:
    throttle.was_wrong(tried)
    return Problem(404, _("We have nothing with this reference and word. Check both."))


def _told(found: OpenDraft) -> Data:
    """A draft, with what is wrong of what was answered, and what is still to be asked."""
    code: Data = {
        "reference": found.code.reference,
        "word": found.code.word,
        "service": found.row.service,
        "language": found.row.language,
        "sent": found.sent,
    }
    if found.sent:
        nothing: Data = {"answers": {}, "errors": {}, "known_already": [], "same_as": ""}
        return code | nothing | {"still_to_ask": []}
    form = presenting.form_of(found)
    errors = form.check(only=[name for name in form.asked() if presenting.is_answered(form, name)])
    told = code | {"answers": answers.written(form), "errors": errors}
    told["closed_for_a_while"] = [form.refused] if form.refused else []
    told["known_already"] = [{"key": one.key, "label": one.label} for one in form.alike()]
    told["same_as"] = form.same_as
    return told | {"still_to_ask": presenting.still_to_ask(form)}


def _sent(code: Code, service: type[Service]) -> tuple[int, Data]:
    try:
        return 201, _receipt(open_case(code, door=Door.API), service)
    except Incomplete as wrong:
        draft = drafts.take_up(code)
        raise Problem(
            422,
            (draft and presenting.form_of(draft).refused)
            or _(
                "Some answers are missing or wrong. What was sent is kept: correct it and send again."
            ),
            errors=wrong.errors,
            reference=code.reference,
            word=code.word,
        ) from None
    except Unserved:
        raise Problem(
            422,
            _("No commune served here has this postal code. Check it, or call the platform."),
            errors={},
            reference=code.reference,
            word=code.word,
        ) from None


def _receipt(receipt: Receipt, service: type[Service]) -> Data:
    due_on: date = receipt.due_on
    urgent = service.urgent if receipt.urgent else None
    return {
        "reference": receipt.reference,
        "word": receipt.word,
        "due_on": due_on.isoformat(),
        "working_days": receipt.working_days,
        "answer_comes_by": receipt.channel,
        "in_words": str(presenting.how_the_answer_comes(receipt.channel)),
        "urgent": receipt.urgent,
        "what_happens_now": str(urgent.now) if urgent else "",
        "voices": voices_told(receipt.voices),
        "joined_in_words": presenting.joined(receipt),
    }
