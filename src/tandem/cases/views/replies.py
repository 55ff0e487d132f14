import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.cases import access, actions, elsewhere, queries
from tandem.cases.models import Enclosure
from tandem.cases.sealed import picture_in
from tandem.outbox.text import as_copied
from tandem.people.http import PersonRequest
from tandem.ui.headers import never_kept


@never_kept
@login_required
@require_GET
def replies(request: PersonRequest) -> HttpResponse:
    """Replies that belong to no request: no names."""
    ours = access.answering_for(request)
    if not ours:
        raise Http404
    page = queries.replies_without_case(ours, request.GET.get("page"))
    return render(request, "cases/replies.html", {"page": page})


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def reply(request: PersonRequest, key: uuid.UUID) -> HttpResponse:
    """One of them, with the message it answers; POST says that it was read."""
    ours = access.answerable_reply(request, key)
    if ours.case is not None:
        return redirect("cases:case", reference=ours.case.reference)
    if page := elsewhere.page_of(ours.to):
        return redirect(page)
    if request.method == "POST":
        actions.read_reply(ours)
        messages.success(request, _("Noted: it was read."))
        return redirect("cases:replies")
    letter = queries.letter_of(ours, access.reply_opened(ours))
    told = as_copied(ours.to.text) if ours.to is not None else []
    return render(request, "cases/reply.html", {"letter": letter, "to": ours.to, "told": told})


@never_kept
@login_required
@require_GET
def picture(request: PersonRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """A picture that came with a reply, as we drew it."""
    ours = access.answerable_reply(request, key)
    found = Enclosure.objects.filter(reply=ours, number=number).first()
    if found is None:
        raise Http404
    access.reply_opened(ours)
    return HttpResponse(picture_in(found), content_type="image/jpeg")


@never_kept
@login_required
@require_POST
def read_about(request: PersonRequest, reference: str) -> HttpResponse:
    """A colleague has read what the person wrote about her request."""
    case = access.answerable_case(request, reference)
    actions.read_replies(case)
    messages.success(request, _("Noted: it was read."))
    return redirect("cases:case", reference=case.reference)
