from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.cases import intake, unanswered
from tandem.cases.errors import Incomplete, Unserved
from tandem.cases.opening import open_case, receipt_of
from tandem.doors import photos, presenting, put_by
from tandem.doors.email import addresses
from tandem.doors.fronts import WEBSITE
from tandem.doors.presenting import next_page
from tandem.doors.web import codes, pace
from tandem.journal.choices import Purpose
from tandem.people.http import PersonRequest
from tandem.people.reveal import reveal_one
from tandem.services import draft_pictures, drafts
from tandem.services.alike import SAME_AS
from tandem.services.catalogue import find
from tandem.services.conditions import Raw
from tandem.services.declaration import Service
from tandem.services.drafts import OpenDraft, current_door
from tandem.services.forms import ServiceForm
from tandem.territory.models import Organisation, Platform
from tandem.toolbox.telephone import readable
from tandem.ui import language
from tandem.ui.forms import mended_elsewhere
from tandem.ui.front import Front

private = cache_control(no_store=True, private=True)
MIDWAY = "?midway"
"""The question is still being answered: nothing is said of mistakes."""
BEGIN_FIRST = gettext_lazy("We could not find your form in this browser. Begin here.")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest, slug: str, front: Front = WEBSITE) -> HttpResponse:
    """What the service promises, and every way to it."""
    service = _service(request, slug)
    if request.method == "POST":
        return _begin(request, service, front)
    draft = codes.draft_in(request, service)
    too = request.GET.get(SAME_AS, "")
    told = service.told_as(too)
    values = {
        "service": service,
        "front": front,
        "too": too if told else "",
        "same": SAME_AS in told,
        "closed": service.impossible.get(current_door()),
        "closures": intake.told_before(service),
        "draft": draft,
        "telephones": Platform.objects.exclude(telephone="").order_by("name"),
        "known": bool(request.person),
        "open_doors": service.doors(),
        "sms_number": settings.SMS_NUMBER,
        "mail_address": addresses.address_of(service),
        "first": front.at("question", slug, _first(service)),
    }
    return render(request, "doors/web/start.html", values)


def _begin(request: PersonRequest, service: type[Service], front: Front) -> HttpResponse:
    """Start afresh; with what is known of her, if she is signed in and wants it; and with what stands
    on the page on which she said “me too”.
    """
    _open_here(service)
    known: Raw = service.told_as(request.POST.get(SAME_AS, ""))
    mine = request.person if "mine" in request.POST else None
    if mine is not None:
        who = reveal_one(mine, Purpose.OWN_DATA)
        known |= presenting.answers_about(mine, who, service)
    draft = drafts.begin(service, get_language() or "", door=current_door()) if known else None
    if draft is not None:
        draft = drafts.keep(draft.code, known, asked=[], door=current_door()) or draft
        if mine is not None:
            drafts.note(draft.code, person=mine.pk)
    # What is filled in already is not asked: it is read back.
    first = front.at("question", service.slug, _first(service))
    response = redirect(next_page(draft, service, front) if draft and SAME_AS in known else first)
    if draft is not None:
        codes.remember(response, service, draft.code, front)
    else:
        codes.forget(response, service, front)
    return response


@private
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: PersonRequest, slug: str, name: str, front: Front = WEBSITE) -> HttpResponse:
    """One question. What was typed is kept first and checked after, so that nothing is lost."""
    service = _open_here(_service(request, slug))
    draft = codes.draft_in(request, service)
    if draft and draft.sent:
        return redirect(front.at("sent", slug))
    if name not in service.form.base_fields:
        raise Http404
    if request.method == "POST":
        deed = _speak if language.spoken_next(request) else _keep
        return deed(request, service, draft, name, front)
    form = presenting.form_of(draft) if draft else service.form({})
    if name not in form.asked():
        return redirect(next_page(draft, service, front))
    if front.shared:
        if draft is None and name != _first(service):
            # Found by going back: whose form it was, it tells nothing to who comes next.
            return redirect(front.at("start", slug))
        presenting.leave_unfilled(presenting.question_of(form, name))
    judged = presenting.is_answered(form, name) and MIDWAY.strip("?") not in request.GET
    form.check(only=[name] if judged else [])
    form.excuse_refusal()
    current, total = presenting.steps(form, name)

    def page_of(other: str) -> str:
        return front.at("question", slug, other)

    values = {
        "service": service,
        "front": front,
        "form": form,
        "field": form[name],
        "name": name,
        "label": presenting.question_of(form, name).label,
        "refused": form.refused,
        "urgent": service.is_urgent(form.raw),
        "perhaps_urgent": form.perhaps_urgent,
        "current": current,
        "total": total,
        "draft": draft,
        "later": photos.later(presenting.question_of(form, name), current_door()),
        "photos": photos_in(form, slug, front),
        "typing": "answers",
        "page_of": page_of,
        "elsewhere": mended_elsewhere(form[name], page_of),
        "back": form.asked()[current - 2] if current > 1 else "",
    }
    return render(request, "doors/web/question.html", values)


def _keep(
    request: PersonRequest,
    service: type[Service],
    draft: OpenDraft | None,
    name: str,
    front: Front,
) -> HttpResponse:
    spoken = get_language() or ""
    draft = draft or drafts.begin(service, spoken, door=current_door())
    raw, is_new = _read(request, service, draft, name)
    draft = drafts.keep(draft.code, raw, asked=[name], door=current_door()) or draft
    if draft.row.language != spoken:
        drafts.language_of(draft, spoken)
    if "later" in request.POST:
        page = front.at("kept", service.slug)
    elif "help" in request.POST and front.shared:
        page = front.at("help")
    elif draft.sent:
        page = front.at("sent", service.slug)
    elif is_new:
        # She sees it as it will be seen, before she goes on.
        page = front.at("question", service.slug, name)
    else:
        page = _following(draft, service, name, front)
    response = redirect(page)
    codes.remember(response, service, draft.code, front)
    return response


def _read(
    request: PersonRequest, service: type[Service], draft: OpenDraft, name: str
) -> tuple[Raw, bool]:
    """What was sent for this question, and whether a photo came with it that she has not seen."""
    form = presenting.form_of(draft)
    question = presenting.question_of(form, name)
    if photos.later(question, current_door()):
        # Not asked here: what another door has got stays.
        settled = photos.passed_over(form, current_door())
        return {html: settled.get(html, [""]) for html in question.names(name)}, False
    raw, sent = presenting.read(form, [name], request.POST), photos.sent_in(request, form, [name])
    return photos.settled(draft.code, form, raw, sent), name in sent.files


def _following(draft: OpenDraft, service: type[Service], name: str, front: Front) -> str:
    """The page after this question: itself again if its answer is wrong."""
    form = presenting.form_of(draft)
    if form.is_put_by:
        return front.at("kept", service.slug)
    if following := presenting.after(form, name):
        return front.at("question", service.slug, following)
    return front.at("review", service.slug)


def _speak(
    request: PersonRequest,
    service: type[Service],
    draft: OpenDraft | None,
    name: str,
    front: Front,
) -> HttpResponse:
    """In mid-question the language changes: what is typed so far is kept, and not yet checked."""
    speaks = language.spoken_next(request)
    response = redirect(front.at("question", service.slug, name) + MIDWAY)
    language.remember(response, speaks)
    raw = presenting.read(service.form({}), [name], request.POST)
    if request.FILES or any(said for values in raw.values() for said in values):
        draft = draft or drafts.begin(service, speaks, door=current_door())
        raw, _is_new = _read(request, service, draft, name)
        drafts.keep(draft.code, raw, asked=[name], door=current_door(), midway=True)
        codes.remember(response, service, draft.code, front)
    return response


@private
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PersonRequest, slug: str, front: Front = WEBSITE) -> HttpResponse:
    """Every answer read back; only then it is sent."""
    service = _open_here(_service(request, slug))
    draft = codes.draft_in(request, service)
    if draft is None:
        return _begin_first(request, slug, front)
    if draft.sent:
        return redirect(front.at("sent", slug))
    form = presenting.form_of(draft)
    if presenting.still_to_ask(form):
        return redirect(next_page(draft, service, front))
    if request.method == "POST":
        presenting.keep_same(draft, request.POST, current_door())
        return _send(request, draft, front)
    rows = presenting.read_back(draft, form, here=[current_door()])
    organisation = presenting.who_answers(draft)
    values = {
        "service": service,
        "front": front,
        "facts": presenting.facts(
            rows, lambda name: front.at("question", slug, name), photos_in(form, slug, front)
        ),
        "back": rows[-1].name,
        "elsewhere": [row for row in rows if row.door],
        "organisation": organisation,
        "nobody": unanswered.instead(service, organisation),
        "urgent": service.is_urgent(draft.answers),
        "same": presenting.same_form(form),
    }
    return render(request, "doors/web/review.html", values)


def photos_in(form: ServiceForm, slug: str, front: Front) -> dict[str, str]:
    """The addresses of the photos among these answers; none on a machine that others share."""
    if front.shared:
        return {}
    return photos.answered(form, lambda name: front.at("photo", slug, name))


@private
@require_safe
def photo(request: PersonRequest, slug: str, name: str) -> HttpResponse:
    """Her own photo, as we keep it, for the browser that goes on with the form."""
    draft = codes.draft_in(request, _service(request, slug))
    found = draft_pictures.seen(draft.code, name) if draft else None
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="image/jpeg")


def _send(request: PersonRequest, draft: OpenDraft, front: Front) -> HttpResponse:
    slug = draft.service.slug
    if said := pace.still_to_wait(request):
        messages.warning(request, said)
        return redirect(front.at("review", slug))
    if draft.row.language != get_language():
        drafts.language_of(draft, get_language() or "")
    try:
        open_case(draft.code, door=current_door())
    except (Incomplete, Unserved):
        # Answered elsewhere meanwhile, or the commune has just left: asked again, nothing lost.
        messages.warning(request, _("One answer is still missing or has changed."))
        return redirect(front.at("review", slug))
    return redirect(front.at("sent", slug))


@private
@require_safe
def sent(request: PersonRequest, slug: str, front: Front = WEBSITE) -> HttpResponse:
    """The receipt, as often as it is asked for within half an hour; then others may sit there."""
    service = _service(request, slug)
    draft = codes.draft_in(request, service)
    if draft is None or not draft.sent:
        return redirect(front.at("start", slug))
    if drafts.is_past(draft):
        closed = redirect(front.at("start", slug))
        codes.forget(closed, service, front)
        return closed
    receipt = receipt_of(draft)
    values = {
        "service": service,
        "front": front,
        "receipt": receipt,
        "organisation": Organisation.objects.filter(pk=receipt.organisation).first(),
        "nobody": unanswered.instead_for(service, receipt.organisation),
        "how": presenting.how_the_answer_comes(receipt.channel),
        "joined": presenting.joined(receipt),
        # The website's, even where this page stands at a kiosk: it is read at home, on paper.
        "follow_at": request.build_absolute_uri(reverse("cases:follow")),
        "telephones": [
            readable(number)
            for number in dict.fromkeys(
                Platform.objects.exclude(telephone="").values_list("telephone", flat=True)
            )
        ],
    }
    return render(request, "doors/web/sent.html", values)


@private
@require_safe
def kept(request: PersonRequest, slug: str, front: Front = WEBSITE) -> HttpResponse:
    """Reference and word, with which one goes on later, here or at any other door.

    Where it is closed for a while and can wait, this is the end, and says so.
    """
    service = _service(request, slug)
    draft = codes.draft_in(request, service)
    if draft is None:
        return _begin_first(request, slug, front)
    form = None if draft.sent else presenting.form_of(draft)
    is_put_by = form is not None and form.is_put_by
    values = {
        "service": service,
        "front": front,
        "draft": draft,
        "put_by": put_by.told(draft, form) if form and is_put_by else [],
        "ways": put_by.ways(form) if form and is_put_by else [],
        "go_on": next_page(draft, service, front),
        "take_up_at": request.build_absolute_uri(front.at("take_up")),
    }
    return render(request, "doors/web/kept.html", values)


def _begin_first(request: PersonRequest, slug: str, front: Front) -> HttpResponse:
    if not front.shared:
        # Who comes next before a shared machine is not told that there was a form.
        messages.info(request, BEGIN_FIRST)
    return redirect(front.at("start", slug))


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


def _open_here(service: type[Service]) -> type[Service]:
    if current_door() in service.impossible:
        raise Http404
    return service


def _first(service: type[Service]) -> str:
    return service.form({}).asked()[0]
