"""What the room says on the page of a case about who may act, and about what was agreed to."""

from django.template import engines
from django.utils import timezone
from django.utils.translation import gettext as _
from markupsafe import Markup

from tandem.cases.models import Case
from tandem.mandates import consents, queries
from tandem.mandates.models import Consent, Mandate, Understanding
from tandem.mine import mandating_wording
from tandem.ui.formats import day


def about_mandate(case: Case, *, for_staff: bool) -> Markup | None:
    mandate = Mandate.objects.filter(case_id=case.pk).first()
    if mandate is None:
        return None
    in_force = mandate.confirmed_at is not None and mandate.ended_at is None
    trends = [] if for_staff else queries.trends(mandate.person, timezone.now())
    values = {
        "mandate": mandate,
        "state": mandating_wording.where_it_stands(mandate),
        "acts": queries.acts_left(mandate),
        "helpers": queries.helpers_as_told(mandate) if in_force else [],
        "may_take_back": mandate.ended_at is None,
        "rows": mandating_wording.trend_rows(trends),
        "for_staff": for_staff,
    }
    return _rendered("mandate_panel", values)


def about_taking_back(case: Case, *, for_staff: bool) -> Markup | None:
    """For colleagues: what still stands under the record, so that nothing is left over."""
    if not for_staff or case.service != "take-back-what-i-gave" or case.person is None:
        return None
    standing = list(Mandate.objects.standing().of(case.person))
    agreed = Consent.objects.in_force(timezone.localdate()).of(case.person)
    values = {"standing": standing, "consents": [_title(one) for one in agreed]}
    return _rendered("taking_back_panel", values)


def about_consent(case: Case, *, for_staff: bool) -> Markup | None:
    given = Consent.objects.filter(case_id=case.pk).first()
    if given is None:
        return None
    values = {
        "title": _title(given),
        "state": _state(given),
        "holds": given.holds(timezone.localdate()),
        "understood": given.understood,
        "answers": [_answer(given, one) for one in given.answers.all()] if for_staff else [],
        "for_staff": for_staff,
    }
    return _rendered("consent_panel", values)


def _title(given: Consent) -> str:
    text = consents.find(given.purpose)
    return str(text.title) if text else given.purpose


def _state(given: Consent) -> str:
    if not given.understood:
        return _("Nothing has begun: we explain it once more, with time.")
    if given.ended_at is not None:
        return _("It has ended, on %(date)s.") % {"date": day(given.ended_at.date())}
    return _("In force until %(date)s. Then it ends by itself.") % {"date": day(given.ends_on)}


def _answer(given: Consent, one: Understanding) -> tuple[str, str, str]:
    """Each answer, wrong ones too, as a colleague reads it who is to explain it better."""
    text = consents.find(given.purpose)
    story = next((s for s in text.scenarios if s.name == one.question), None) if text else None
    if story is None:
        return one.question, one.answer, ""
    asked = story.asked if one.time == 1 else story.asked_again
    right = _("Yes") if one.right else _("No: explained in other words")
    return str(asked), str(dict(story.answers).get(one.answer, one.answer)), right


def _rendered(name: str, values: dict[str, object]) -> Markup:
    page = engines["jinja2"].get_template(f"mine/{name}.html")
    # Escaped by the environment's autoescape.
    return Markup(page.render(values))  # noqa: S704
