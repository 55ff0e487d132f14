"""What is taken in just now, and what not: asked here by every door, before the questions."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.cases.models import Closure
from tandem.services import draft_pictures
from tandem.services.catalogue import find
from tandem.services.declaration import Service
from tandem.services.drafts import OpenDraft
from tandem.services.forms import ServiceForm
from tandem.territory.models import Area, Organisation
from tandem.territory.queries import organisation_for
from tandem.ui.formats import day


def place_of(draft: OpenDraft) -> tuple[Area, Organisation] | None:
    """The commune of the answers so far, and who takes in there."""
    code = draft.service.form.postal_code_in(draft.answers)
    return organisation_for(code) if code else None


def form_of(draft: OpenDraft) -> ServiceForm:
    """The form with the answers so far, fitted to the commune if it is known.

    Where that commune takes in none of these just now, the form is not complete: no door can send
    it. Each tells it as an end, in the same words (`doors.put_by`), and what was typed is kept.
    """
    found = place_of(draft)
    form = draft.service.form(draft.answers, place=found[0] if found else None)
    if form.asks_for_pictures():
        form.know(draft_pictures.of_draft(draft.code))
    closure = _closure_of(draft.service, found[1]) if found else None
    if closure is not None:
        form.closed, form.reopens_on = in_words(closure, draft.service), closure.reopens_on
    return form


def closed_for(service: type[Service], organisation: Organisation) -> str:
    """Why `organisation` takes in none of these just now; empty where it does."""
    closure = _closure_of(service, organisation)
    return in_words(closure, service) if closure else ""


def closed_in(service: type[Service], commune: Area) -> str:
    """Why whoever takes in for `commune` takes in none of these just now; empty where it does."""
    takes_in = Organisation.objects.taking_in(commune).first()
    return closed_for(service, takes_in) if takes_in else ""


def _closure_of(service: type[Service], organisation: Organisation) -> Closure | None:
    rows = Closure.objects.in_force(timezone.localdate()).filter(service=service.slug)
    found: Closure | None = (
        rows.filter(organisation=organisation).select_related("organisation").first()
    )
    return found


def told_before(service: type[Service]) -> list[str]:
    """What is said before the first question, of every organisation that takes in none just now."""
    return told_before_each([service])[service.slug]


def told_before_each(services: Sequence[type[Service]]) -> dict[str, list[str]]:
    """The same of several at once, by slug."""
    by_slug = {service.slug: service for service in services}
    told: dict[str, list[str]] = {slug: [] for slug in by_slug}
    for closure in _closures(*services):
        told[closure.service].append(in_words(closure, by_slug[closure.service]))
    return told


def told_before_in_short(service: type[Service]) -> list[str]:
    """The same where there is little room: of several it is told once the postal code is known."""
    closures = list(_closures(service))
    if len(closures) < 2:
        return [in_words(closure, service) for closure in closures]
    return [
        _("Some communes take in no new request of this kind just now: your postal code tells."),
        _("In danger, telephone 112."),
    ]


def told_at_once(service: type[Service], form: ServiceForm, answered: str) -> list[str]:
    """Said once the answer of this HTML name is given: that the place takes in none just now; or,
    where it cannot wait, whom to turn to instead of answering the rest.
    """
    urgent = service.urgent
    if urgent and answered == urgent.when.question and service.is_urgent(form.raw):
        return [str(urgent.now)]
    if urgent and answered == form.warned_by and form.perhaps_urgent:
        return [_("Is it dangerous? %(now)s") % {"now": urgent.now}]
    is_place = answered == f"{form.place_question}_postal_code"
    return [form.refused] if is_place and form.refused else []


def told_of_danger(service: type[Service], form: ServiceForm) -> list[str]:
    """What cannot wait, of all that was told so far: said until it is sent, where each message may be
    the only one that is read.
    """
    urgent = service.urgent
    answered = urgent.when.question if urgent and service.is_urgent(form.raw) else form.warned_by
    return told_at_once(service, form, answered)


def _closures(*services: type[Service]) -> Iterable[Closure]:
    slugs = [service.slug for service in services]
    rows = Closure.objects.in_force(timezone.localdate()).filter(service__in=slugs)
    return rows.select_related("organisation").order_by("organisation__name")


def in_words(closure: Closure, service: type[Service]) -> str:
    """Who takes in none, until when, why; and what an urgent request does all the same."""
    said = {
        "organisation": str(closure.organisation),
        "date": day(closure.reopens_on),
        "reason": reason_in_words(closure),
    }
    opening = _("%(organisation)s takes in no new request of this kind before %(date)s. %(reason)s")
    danger = _("In danger, telephone 112.")
    return " ".join(filter(None, [opening % said, _urgent_in_words(service), danger]))


def _urgent_in_words(service: type[Service]) -> str:
    """That what is urgent is taken in, and what that is."""
    if service.form.urgent_if is None:
        return ""
    question = service.form.base_fields[service.form.urgent_if.question]
    return _("Urgent requests are still taken in: if you answer YES to “%(question)s”.") % {
        "question": question.label
    }


def reason_in_words(closure: Closure) -> str:
    """In the language of the page, else in the first one it was written in."""
    reasons: dict[str, str] = closure.reasons
    written = [said for said in reasons.values() if said]
    return reasons.get((get_language() or "")[:2]) or next(iter(written), "")


def closures_of(organisation: Organisation, today: date) -> list[tuple[str, str, str]]:
    """What this organisation takes in no more for a while: slug, title, and the public words."""
    rows = Closure.objects.in_force(today).filter(organisation=organisation)
    found = [(find(row.service), row) for row in rows.select_related("organisation")]
    return [
        (service.slug, str(service.title), in_words(row, service))
        for service, row in found
        if service
    ]
