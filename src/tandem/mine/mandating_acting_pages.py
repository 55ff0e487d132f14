"""Acting under a mandate: what was done and by whom, ending some of it, and what she learns."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.journal.asker import acting, current
from tandem.journal.choices import Door
from tandem.mandates import actions, consenting, queries, words
from tandem.mandates.choices import Act, Skill, Way
from tandem.mandates.errors import NotNow
from tandem.mandates.models import Goal, Mandate
from tandem.mine import acting_now, mandating_deeds, mandating_wording
from tandem.mine import mandating_access as access
from tandem.mine.consenting_texts import PROGRESS
from tandem.mine.mandating_desk_forms import ActForm, GoalForm, HelpersForm, TakeBackNotedForm
from tandem.people.http import PersonRequest
from tandem.territory.models import Organisation


@require_http_methods(["GET", "POST"])
@access.helping_page
def act(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Whose data is open stands above; each act is noted with who did it."""
    ours = _to_act_under(request, organisation, key)
    left = queries.acts_left(ours)
    form = ActForm(left, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        skill = Skill(said["skill"]) if said["skill"] else None
        at_the_desk = replace(current(), organisation=organisation.pk, door=Door.INPERSON)
        with acting(at_the_desk):
            try:
                actions.act_under(ours, Act(said["act"]), Way(said["way"]), skill)
            except NotNow as error:
                form.add_error("act", mandating_wording.why_not_acted(str(error)))
            else:
                messages.success(request, _("Noted. The person can read it in her journal."))
                return redirect("mine:mandate_act", key)
    values = {
        "organisation": organisation,
        "mandate": ours,
        "form": form,
        **_open_for(request, ours),
    }
    return render(request, "mine/act.html", values, status=422 if form.is_bound else 200)


@require_http_methods(["POST"])
@access.helping_page
def end(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    acting_now.end(request)
    messages.success(request, _("This person’s data is closed."))
    return redirect("mine:mandates")


def _to_act_under(request: PersonRequest, organisation: Organisation, key: UUID) -> Mandate:
    """One in force, for a helper named in it; for all others there is no such page."""
    ours = access.mandate_here(organisation, key)
    mandating_deeds.see_who_was_told(ours)
    in_force = ours.confirmed_at is not None and ours.ended_at is None
    over = ours.ends_on is None or ours.ends_on < timezone.localdate()
    if not in_force or over or not access.is_named(ours, request):
        raise Http404
    return ours


def _open_for(request: PersonRequest, mandate: Mandate) -> dict[str, object]:
    """What the bar says: whose data is open and for what. From now on it stands on each page."""
    who = access.read(mandate)
    acting_now.begin(request, mandate, who)
    return {
        "who": who,
        "said": words.opened(mandate),
        "acts": queries.acts_left(mandate),
    }


@require_http_methods(["GET", "POST"])
@access.helping_page
def take_back(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """She said at the desk or by telephone that some of it ends."""
    ours = access.mandate_here(organisation, key)
    form = TakeBackNotedForm(
        queries.acts_left(ours), request.POST if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid():
        mandating_deeds.end_acts(ours, form.chosen())
        messages.success(request, _("It has ended. The person is told, and so is written down."))
        return redirect("mine:mandate", key)
    values = {"organisation": organisation, "mandate": ours, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "mine/take_back_noted.html", values, status=status)


@require_http_methods(["GET", "POST"])
@access.helping_page
def helpers(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Colleagues come and go; the mandate is the organisation's."""
    ours = access.mandate_here(organisation, key)
    form = HelpersForm(
        queries.colleagues(organisation),
        request.POST if request.method == "POST" else None,
        initial={"helpers": [account for account, _name in queries.helpers_of(ours)]},
    )
    if form.is_bound and form.is_valid():
        try:
            mandating_deeds.change_helpers(ours, form.cleaned_data["helpers"])
        except NotNow as error:
            form.add_error("helpers", mandating_wording.why_not_named(str(error)))
        else:
            done = _("The person is told. Whoever is new may act once that message has left.")
            messages.success(request, done)
            return redirect("mine:mandate", key)
    values = {"organisation": organisation, "mandate": ours, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "mine/helpers.html", values, status=status)


@require_http_methods(["GET", "POST"])
@access.helping_page
def progress(request: PersonRequest, organisation: Organisation, key: UUID) -> HttpResponse:
    """Is she doing more by herself? Shown to a named helper, and only while she consents."""
    ours = _to_act_under(request, organisation, key)
    given = queries.consent_of(ours.person, PROGRESS.purpose, timezone.now())
    if given is None:
        shut = {"organisation": organisation, "mandate": ours}
        return render(request, "mine/progress_not_agreed.html", shut)
    form = GoalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        consenting.set_goal(ours.person, PROGRESS.purpose, Skill(said["skill"]), said["words"])
        messages.success(request, _("Written down."))
        return redirect("mine:mandate_progress", key)
    access.progress_seen(ours)
    trends = queries.trends(ours.person, timezone.now())
    values = {
        "organisation": organisation,
        "mandate": ours,
        "form": form,
        "until": given.ends_on,
        "rows": mandating_wording.trend_rows(trends),
        "shares": [(one.skill.label, round(one.lately.share_alone)) for one in trends],
        "goals": [
            (Skill(goal.skill).label, words.goal_said(goal))
            for goal in Goal.objects.filter(consent=given)
        ],
        **_open_for(request, ours),
    }
    return render(request, "mine/progress.html", values, status=422 if form.is_bound else 200)
