"""For the person who asked, on the page of her request: who comes, how it went, calling it off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from tandem.cases import following
from tandem.cases.fronts import front_for
from tandem.people.http import PersonRequest
from tandem.solidarity import access, arranging, ending, following_up, wording
from tandem.solidarity.board_forms import HowItWentForm
from tandem.solidarity.choices import Side, Went
from tandem.solidarity.errors import NotNow
from tandem.solidarity.messages import moment
from tandem.solidarity.models import Arrangement
from tandem.ui.headers import never_kept


@never_kept
@require_http_methods(["GET", "POST"])
def went(request: PersonRequest, key: UUID) -> HttpResponse:
    """Her word on how it went; it answers her request, or opens it again."""
    with access.followed(request, key) as arrangement:
        form = HowItWentForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            said = form.cleaned_data
            try:
                arrangement = following_up.say_how_it_went(
                    arrangement,
                    Side.ASKER,
                    Went(said["went"]),
                    said["words"],
                    rather_somebody_else=said["somebody_else"],
                )
            except NotNow as error:
                messages.info(request, wording.why_not_now(str(error)))
            else:
                messages.success(request, _thanks(Went(said["went"]), arrangement))
            return redirect("cases:follow")
        values = {
            "form": form,
            "moment": moment(arrangement),
            "front": front_for(request),
        }
        status = 422 if form.is_bound else 200
        return render(request, "solidarity/yours_went.html", values, status=status)


def _thanks(went: Went, arrangement: Arrangement) -> str:
    if arrangement.feedbacks.disputed().exists():
        return _("The helper told us otherwise. A coordinator asks both of you and decides.")
    if went == Went.NOT:
        return _("We are sorry. We look for somebody else, and you keep your place.")
    if went == Went.BADLY:
        return _("We are sorry. A coordinator reads what you wrote.")
    return _("Thank you for telling us.")


@never_kept
@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, key: UUID) -> HttpResponse:
    """This helper at this moment does not suit; the need itself stays."""
    with access.followed(request, key) as arrangement:
        if request.method == "GET":
            values = {"moment": moment(arrangement), "front": front_for(request)}
            return render(request, "solidarity/yours_cancel.html", values)
        try:
            arranging.cancel(arrangement, by=Side.ASKER)
        except NotNow as error:
            messages.info(request, wording.why_not_now(str(error)))
        else:
            messages.success(request, _("The helper is told. We look for another moment."))
    return redirect("cases:follow")


@never_kept
@require_http_methods(["GET", "POST"])
def stop(request: PersonRequest) -> HttpResponse:
    """It is enough: a weekly help ends, without any reason."""
    with access.followed_need(request) as need:
        if request.method == "GET":
            return render(request, "solidarity/yours_stop.html", {"front": front_for(request)})
        if following.helper(request) is None:
            ending.withdraw(need)
        elif ending.may_be_called_off(need):
            # Said by a colleague: she is told of it by her own way, in her language.
            with override(need.person.language):
                said = _("You told us that the weekly help is enough.")
            ending.call_off_for(need, said)
        else:
            messages.warning(request, wording.why_not_now("answer_owed_again"))
            return redirect("cases:follow")
        messages.success(request, _("We no longer look for anybody. Ask again whenever you like."))
    return redirect("cases:follow")
