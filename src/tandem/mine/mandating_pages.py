"""The desk's pages of mandates: confirm what was given, read it back, print the copy."""

from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tandem.cases import actions as case_actions
from tandem.cases.choices import Reason
from tandem.cases.errors import NotNow as CaseNotNow
from tandem.cases.models import Case
from tandem.journal.choices import Door
from tandem.mandates import actions, queries, rules, words
from tandem.mandates.actions import Checked
from tandem.mandates.choices import Guardian, Known, Proof
from tandem.mandates.errors import NotNow
from tandem.mandates.models import Mandate
from tandem.mine import mandating_access as access
from tandem.mine import mandating_copy, mandating_messages, mandating_wording
from tandem.mine.mandating_desk_forms import ConfirmForm
from tandem.mine.objections import came_of
from tandem.outbox.actions import send
from tandem.people.http import PersonRequest
from tandem.people.identity import Identity
from tandem.territory.models import Organisation

AT = {
    Door.PHONE: Proof.RECORDING,
    Door.INPERSON: Proof.WITNESSES,
    Door.PAPER: Proof.PAPER,
}
"""What is most likely, by the door through which it was given; a colleague says what it was."""


@require_safe
@access.helping_page
def mandates(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Those to confirm, and those in force; no name stands here."""
    rows = access.mandates_of(organisation)
    values = {
        "organisation": organisation,
        "waiting": [row for row in rows if row.confirmed_at is None],
        "standing": [row for row in rows if row.confirmed_at is not None],
        "understood": mandating_wording.understood_rows(organisation.pk),
    }
    return render(request, "mine/mandates.html", values)


@require_safe
@access.helping_page
def mandate(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    ours = access.mandate_here(organisation, key)
    who = access.read(ours)
    values = {
        "organisation": organisation,
        "mandate": ours,
        "who": who,
        "said": words.opened(ours),
        "facts": mandating_wording.facts(ours),
        "acts": queries.acts_left(ours),
        "case": Case.objects.filter(pk=ours.case_id or 0).first(),
        "state": mandating_wording.where_it_stands(ours),
        "may_act": access.is_named(ours, request) and ours.confirmed_at and not ours.ended_at,
        "copies": settings.LANGUAGES,
    }
    return render(request, "mine/mandate.html", values)


@require_http_methods(["GET", "POST"])
@access.helping_page
def confirm(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """The script that is read back, and what a colleague saw and heard."""
    ours = access.mandate_here(organisation, key)
    who = access.read(ours)
    if ours.checked_at is not None:
        return _second(request, organisation, ours, who)
    acts = queries.acts_left(ours)
    form = ConfirmForm(
        queries.colleagues(organisation),
        request.POST if request.method == "POST" else None,
        came=_came(ours),
        represented=rules.needs_representative(Guardian(ours.guardian), acts),
        initial={"proof": _likely(ours)},
    )
    if form.is_bound and form.is_valid() and _confirmed(request, ours, form):
        return redirect("mine:mandate", key)
    with override(ours.language):
        script = mandating_wording.script(ours, who)
    values = {
        "organisation": organisation,
        "mandate": ours,
        "who": who,
        "form": form,
        "script": script,
        "said": words.opened(ours),
    }
    return render(request, "mine/confirm.html", values, status=422 if form.is_bound else 200)


def _second(
    request: PersonRequest, organisation: Organisation, mandate: Mandate, who: Identity
) -> HttpResponse:
    """What a first colleague saw and heard, for another to agree to."""
    why = ""
    if request.method == "POST":
        try:
            mandate = actions.agree(mandate)
        except NotNow as error:
            why, _field = mandating_wording.why_not_confirmed(str(error))
        else:
            _tell(mandate)
            messages.success(request, _in_force())
            return redirect("mine:mandate", mandate.key)
    values = {
        "organisation": organisation,
        "mandate": mandate,
        "who": who,
        "said": words.opened(mandate),
        "facts": mandating_wording.facts(mandate),
        "why": why,
    }
    return render(request, "mine/second.html", values, status=422 if why else 200)


def _in_force() -> str:
    return _("It is in force. Print the copy now and give it to the person.")


def _came(mandate: Mandate) -> rules.Came:
    case = Case.objects.filter(pk=mandate.case_id or 0).select_related("person").first()
    return came_of(case) if case is not None else rules.Came()


def _likely(mandate: Mandate) -> str:
    case = Case.objects.filter(pk=mandate.case_id or 0).first()
    return AT.get(Door(case.door), "") if case else ""


def _confirmed(request: PersonRequest, mandate: Mandate, form: ConfirmForm) -> bool:
    said = form.cleaned_data
    checked = Checked(
        proof=Proof(said["proof"]),
        known=Known(said["known"]),
        helpers=tuple(said["helpers"]),
        witnesses=form.witnesses(),
        recording=said["recording"],
        representative_agreed=said.get("representative_agreed", False),
        came=_came(mandate),
    )
    try:
        mandate = actions.confirm(mandate, checked)
    except NotNow as error:
        sentence, field = mandating_wording.why_not_confirmed(str(error))
        form.add_error(field if field in form.fields else None, sentence)
        return False
    if mandate.confirmed_at is None:
        send(mandate.person, lambda: mandating_messages.written_down(mandate), about=mandate)
        messages.success(request, _("Written down. It begins once another colleague has agreed."))
        return True
    _tell(mandate)
    messages.success(request, _in_force())
    return True


def _tell(mandate: Mandate) -> None:
    """Her copy by her own way: it answers her request, where one is owed an answer."""
    case = Case.objects.filter(pk=mandate.case_id or 0).first()
    if case is not None:
        with suppress(CaseNotNow):
            case_actions.answer(
                case, Reason.DONE, "", said=lambda: mandating_messages.confirmed(mandate)
            )
            return
    send(mandate.person, lambda: mandating_messages.confirmed(mandate), about=mandate)


@require_POST
@access.helping_page
def refuse(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """It cannot be confirmed: it never begins, and the person is answered with the reason."""
    ours = access.mandate_here(organisation, key)
    try:
        actions.refuse(ours)
    except NotNow:
        messages.info(request, _("This was decided already."))
        return redirect("mine:mandate", key)
    messages.success(request, _("It never began. Now answer the person, and say why."))
    case = Case.objects.filter(pk=ours.case_id or 0).first()
    return redirect("cases:case", case.reference) if case else redirect("mine:mandates")


@require_safe
@access.helping_page
def copy(
    request: PersonRequest, organisation: Organisation, key: UUID, language: str
) -> HttpResponse:
    """Her readable copy, to print at once, in the language she reads."""
    ours = access.mandate_here(organisation, key)
    if language not in dict(settings.LANGUAGES) or ours.confirmed_at is None:
        raise Http404
    who = access.read(ours)
    with override(language):
        made = mandating_copy.pdf(ours, who, timezone.localdate())
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{ours.reference}.pdf"'
    return response
