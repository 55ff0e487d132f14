from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.opening import open_case, receipt_of
from tandem.doors import presenting
from tandem.doors.email import addresses
from tandem.doors.presenting import next_page
from tandem.doors.web import codes
from tandem.journal.choices import Door, Purpose
from tandem.people.http import PersonRequest
from tandem.people.reveal import reveal_one
from tandem.services import drafts
from tandem.services.catalogue import find
from tandem.services.declaration import Service
from tandem.services.drafts import OpenDraft
from tandem.territory.models import Organisation, Platform

private = cache_control(no_store=True, private=True)
BEGIN_FIRST = gettext_lazy("We could not find your form in this browser. Begin here.")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest, slug: str) -> HttpResponse:
    """What the service promises, and every way to it."""
    service = _service(request, slug)
    if request.method == "POST":
        return _begin(request, service)
    draft = codes.draft_in(request, service)
    values = {
        "service": service,
        "closed": service.impossible.get(Door.WEB),
        "draft": draft,
        "platform_row": Platform.objects.order_by("pk").first(),
        "known": bool(request.person),
        "open_doors": service.doors(),
        "mail_address": addresses.address_of(service),
        "first": reverse("doors:question", args=[slug, _first(service)]),
    }
    return render(request, "doors/web/start.html", values)


def _begin(request: PersonRequest, service: type[Service]) -> HttpResponse:
    """Start afresh; with what is known of her, if she is signed in and wants it."""
    _open_on_the_web(service)
    response = redirect("doors:question", service.slug, _first(service))
    codes.forget(response, service)
    if "mine" in request.POST and request.person:
        who = reveal_one(request.person, Purpose.OWN_DATA)
        known = presenting.answers_about(request.person, who, service)
        draft = drafts.begin(service, get_language() or "", door=Door.WEB)
        drafts.keep(draft.code, known, asked=[], door=Door.WEB)
        drafts.note(draft.code, person=request.person.pk)
        codes.remember(response, service, draft.code)
    return response


@private
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: PersonRequest, slug: str, name: str) -> HttpResponse:
    """One question. What was typed is kept first and checked after, so that nothing is lost."""
    service = _open_on_the_web(_service(request, slug))
    draft = codes.draft_in(request, service)
    if draft and draft.sent:
        return redirect("doors:sent", slug)
    if name not in service.form.base_fields:
        raise Http404
    if request.method == "POST":
        return _keep(request, service, draft, name)
    form = presenting.form_of(draft) if draft else service.form({})
    if name not in form.asked():
        return redirect(next_page(draft, service))
    form.check(only=[name] if presenting.is_answered(form, name) else [])
    current, total = presenting.steps(form, name)
    values = {
        "service": service,
        "form": form,
        "field": form[name],
        "label": presenting.question_of(form, name).label,
        "current": current,
        "total": total,
        "draft": draft,
        "back": form.asked()[current - 2] if current > 1 else "",
    }
    return render(request, "doors/web/question.html", values)


def _keep(
    request: PersonRequest, service: type[Service], draft: OpenDraft | None, name: str
) -> HttpResponse:
    language = get_language() or ""
    draft = draft or drafts.begin(service, language, door=Door.WEB)
    raw = presenting.read(service.form({}), [name], request.POST)
    draft = drafts.keep(draft.code, raw, asked=[name], door=Door.WEB) or draft
    if draft.row.language != language:
        drafts.language_of(draft, language)
    if "later" in request.POST:
        response = redirect("doors:kept", service.slug)
    elif draft.sent:
        response = redirect("doors:sent", service.slug)
    elif following := presenting.after(presenting.form_of(draft), name):
        response = redirect("doors:question", service.slug, following)
    else:
        response = redirect("doors:review", service.slug)
    codes.remember(response, service, draft.code)
    return response


@private
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PersonRequest, slug: str) -> HttpResponse:
    """Every answer read back; only then it is sent."""
    service = _open_on_the_web(_service(request, slug))
    draft = codes.draft_in(request, service)
    if draft is None:
        messages.info(request, BEGIN_FIRST)
        return redirect("doors:start", slug)
    if draft.sent:
        return redirect("doors:sent", slug)
    form = presenting.form_of(draft)
    if presenting.still_to_ask(form):
        return redirect(next_page(draft, service))
    if request.method == "POST":
        return _send(request, draft)
    rows = presenting.read_back(draft, form, here=[Door.WEB])
    values = {
        "service": service,
        "facts": presenting.facts(rows, lambda name: reverse("doors:question", args=[slug, name])),
        "back": rows[-1].name,
        "elsewhere": [row for row in rows if row.door],
        "organisation": presenting.who_answers(draft),
    }
    return render(request, "doors/web/review.html", values)


def _send(request: PersonRequest, draft: OpenDraft) -> HttpResponse:
    slug = draft.service.slug
    if draft.row.language != get_language():
        drafts.language_of(draft, get_language() or "")
    try:
        open_case(draft.code, door=Door.WEB)
    except (Incomplete, Unserved):
        # Answered elsewhere meanwhile, or the commune has just left: asked again, nothing lost.
        messages.warning(request, _("One answer is still missing or has changed."))
        return redirect("doors:review", slug)
    return redirect("doors:sent", slug)


@private
@require_safe
def sent(request: PersonRequest, slug: str) -> HttpResponse:
    """The receipt, as often as it is asked for."""
    service = _service(request, slug)
    draft = codes.draft_in(request, service)
    if draft is None or not draft.sent:
        return redirect("doors:start", slug)
    receipt = receipt_of(draft)
    values = {
        "service": service,
        "receipt": receipt,
        "organisation": Organisation.objects.filter(pk=receipt.organisation).first(),
        "how": presenting.HOW_THE_ANSWER_COMES.get(receipt.channel, ""),
    }
    return render(request, "doors/web/sent.html", values)


@private
@require_safe
def kept(request: PersonRequest, slug: str) -> HttpResponse:
    """Reference and word, with which one goes on later, here or at any other door."""
    service = _service(request, slug)
    draft = codes.draft_in(request, service)
    if draft is None:
        messages.info(request, BEGIN_FIRST)
        return redirect("doors:start", slug)
    values = {"service": service, "draft": draft, "go_on": next_page(draft, service)}
    return render(request, "doors/web/kept.html", values)


@private
@require_POST
def leave(request: PersonRequest, slug: str) -> HttpResponse:
    """This browser forgets the form; the form itself stays."""
    service = _service(request, slug)
    messages.success(request, _("Nothing of your form remains in this browser."))
    response = redirect("doors:start", slug)
    codes.forget(response, service)
    return response


def _service(request: PersonRequest, slug: str) -> type[Service]:
    service = find(slug)
    if service is None or not presenting.is_open_to(service, request.desk):
        raise Http404
    return service


def _open_on_the_web(service: type[Service]) -> type[Service]:
    if Door.WEB in service.impossible:
        raise Http404
    return service


def _first(service: type[Service]) -> str:
    return service.form({}).asked()[0]
