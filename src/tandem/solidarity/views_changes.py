"""What the program weighs: proposed, decided and put back by whoever answers for it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.people.http import PersonRequest
from tandem.register import change_page, changing
from tandem.register.choices import ChangeState
from tandem.register.models import Change
from tandem.solidarity import access, changes_page, parameters, remarks
from tandem.solidarity.changes_page import ChangeForm, DecisionForm, PutBackForm
from tandem.territory.models import Organisation
from tandem.ui.formats import short_day


@require_GET
@access.wording_page
def changes(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """What holds here, and every change that was ever proposed."""
    rows = Change.objects.filter(organisation=organisation)
    values = {
        "organisation": organisation,
        "others": access.worded(request)[1:],
        "holds": parameters.in_words(parameters.in_force(organisation.pk)),
        "changes": [
            (row.key, short_day(row.made_at), ChangeState(row.state).label, row.why) for row in rows
        ],
        "may_propose": not rows.in_discussion().exists(),
    }
    return render(request, "solidarity/changes.html", values)


@require_http_methods(["GET", "POST"])
@access.wording_page
def propose(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    holds = parameters.in_force(organisation.pk)
    initial = {**holds.as_kept(), "days": 21}
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            made = remarks.propose_change(
                organisation,
                holds,
                form.after(),
                why=form.cleaned_data["why"],
                body=form.cleaned_data["body"],
                open_until=form.open_until(),
            )
        except changing.NotNow as no:
            messages.warning(request, changes_page.why_not_now(str(no)))
        else:
            messages.success(
                request, _("It is public now, and what it would change is worked out.")
            )
            return redirect("solidarity:change", made.key)
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/change_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@access.wording_page
def change(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """What was said, and the decision of the body, noted here when the time is over."""
    row = _row(organisation, key)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        accepted = form.cleaned_data["accepted"] == "yes"
        try:
            remarks.decide_change(row, accepted=accepted, why=form.cleaned_data["why"])
        except changing.NotNow as no:
            messages.warning(request, changes_page.why_not_now(str(no)))
        else:
            messages.success(request, _("Noted. Whoever had a say is told."))
        return redirect("solidarity:change", key)
    heard = remarks.opinions_on(row)
    shown = change_page.shown(row)
    values = {
        "shown": shown,
        "form": form,
        "heads": change_page.HEADS,
        "heard": changes_page.opinions(row, len(heard)),
        "opinions": [one.case.reference for one in heard],
        "may_decide": row.state == ChangeState.OPEN
        and row.effects is not None
        and timezone.localdate() > row.open_until,
        "may_put_back": changes_page.is_last(row),
    }
    status = 422 if form.is_bound else 200
    return render(request, "solidarity/change.html", values, status=status)


@require_http_methods(["GET", "POST"])
@access.wording_page
def put_back(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    row = _row(organisation, key)
    form = PutBackForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            changing.put_back(row, body=said["body"], why=said["why"])
        except changing.NotNow as no:
            messages.warning(request, changes_page.why_not_now(str(no)))
        else:
            messages.success(request, _("What held before holds again."))
        return redirect("solidarity:changes")
    values = {"form": form, "change": row}
    return render(
        request, "solidarity/change_back.html", values, status=422 if form.is_bound else 200
    )


def _row(organisation: Organisation, key: UUID) -> Change:
    row = Change.objects.filter(organisation=organisation, key=key).first()
    if row is None:
        raise Http404
    return row
