"""From the first word to what a colleague will be asked."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.broadcast import access, actions, queries, rules
from tandem.broadcast.choices import State
from tandem.broadcast.errors import NotNow
from tandem.broadcast.forms import BeginForm, WordsForm, as_typed
from tandem.broadcast.models import Broadcast
from tandem.people import public
from tandem.people.http import PersonRequest
from tandem.people.public import NarrowingForm
from tandem.tenancy.scope import Scope, within
from tandem.territory import scopes
from tandem.ui.headers import never_kept


@never_kept
@login_required
@require_GET
def broadcasts(request: PersonRequest) -> HttpResponse:
    """Every message to many of her organisations, the newest first."""
    organisations = access.written_for(request)
    if not organisations:
        raise Http404
    scope = Scope()
    for organisation in organisations:
        scope |= scopes.of_organisation(organisation)
    with within(scope):
        page = queries.broadcasts(request.GET.get("page"), organisations)
        return render(request, "broadcast/broadcasts.html", {"page": page})


@never_kept
@login_required
@require_http_methods(["GET", "POST"])
def begin(request: PersonRequest) -> HttpResponse:
    organisations = access.written_for(request)
    if not organisations:
        raise Http404
    form = BeginForm(
        request.POST if request.method == "POST" else None, organisations=organisations
    )
    if not form.is_valid():
        return render(request, "broadcast/begin.html", {"form": form})
    said = form.cleaned_data
    organisation = next(one for one in organisations if one.pk == said.pop("organisation"))
    with within(scopes.of_organisation(organisation)):
        begun = actions.begin(organisation, **said)
    return redirect("broadcast:public", key=begun.key)


@access.page
@require_http_methods(["GET", "POST"])
def narrow(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    """Who is meant, more precisely."""
    chosen = public.known(ours.public)
    if request.method == "GET":
        form = chosen.form(initial=ours.narrowing, organisation=ours.organisation)
        return _narrow(request, ours, form)
    form = chosen.form(request.POST, organisation=ours.organisation)
    if not form.is_valid():
        return _narrow(request, ours, form)
    return _change(request, ours, "broadcast:words", narrowing=form.cleaned_data)


def _narrow(request: PersonRequest, ours: Broadcast, form: NarrowingForm) -> HttpResponse:
    label = public.known(ours.public).label
    return render(request, "broadcast/public.html", {"ours": ours, "form": form, "label": label})


@access.page
@require_http_methods(["GET", "POST"])
def words(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    if request.method == "GET":
        form = WordsForm(initial=as_typed(ours.texts, ours.fallback) | {"form": ours.form})
        return render(request, "broadcast/words.html", {"ours": ours, "form": form})
    form = WordsForm(request.POST)
    if not form.is_valid():
        return render(request, "broadcast/words.html", {"ours": ours, "form": form})
    said: dict[str, Any] = {"texts": form.texts()}
    said |= {name: form.cleaned_data[name] for name in ("fallback", "form")}
    return _change(request, ours, "broadcast:broadcast", **said)


def _change(request: PersonRequest, ours: Broadcast, then: str, **said: Any) -> HttpResponse:
    was_asked = ours.state == State.ASKED
    try:
        actions.change(ours, **said)
    except NotNow:
        messages.info(request, _("It has left already and cannot be changed."))
        return redirect("broadcast:broadcast", key=ours.key)
    if was_asked:
        messages.info(request, _("It was changed: a second person must agree anew."))
    return redirect(then, key=ours.key)


@access.page
@require_GET
def look(request: PersonRequest, ours: Broadcast) -> HttpResponse:
    """How the words arrive by each way; nobody's details are read for it."""
    if not ours.languages:
        return redirect("broadcast:words", key=ours.key)
    values = {
        "ours": ours,
        "previews": queries.shown_in(ours),
        "not_written": queries.not_written(ours),
        "notes": queries.notes(ours),
        "form": queries.form_in_letters(ours),
        "against_form": queries.against_the_form(ours),
        "may_write": rules.may_write(State(ours.state)),
    }
    return render(request, "broadcast/look.html", values)


@access.page
@require_GET
def letter(_request: PersonRequest, ours: Broadcast, language: str) -> HttpResponse:
    """The letter in one language with what it brings, to nobody."""
    if language not in ours.languages:
        raise Http404
    response = HttpResponse(queries.letter_in(ours, language), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="letter-{language}.pdf"'
    return response
