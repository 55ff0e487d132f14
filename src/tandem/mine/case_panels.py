"""What the room says on the page of a case: what is ready to be read, and where it is worked off."""

from django.template import engines
from markupsafe import Markup

from tandem.cases.models import Case
from tandem.journal.asker import current
from tandem.mandates.actions import helper_at
from tandem.mine import rules
from tandem.mine.choices import Wanted, WishState
from tandem.mine.entering.new_word import was_renewed
from tandem.mine.models import Wish
from tandem.people.limiting import is_limited


def about_wishes(case: Case, *, for_staff: bool) -> Markup | None:
    wishes = list(Wish.objects.of_case(case.pk))
    limited = for_staff and case.person is not None and is_limited(case.person)
    if not wishes and not limited:
        return None
    values = {
        "case": case,
        "wishes": [(Wanted(one.wanted).label, WishState(one.state).label) for one in wishes],
        "ready": bool(rules.given(wishes) & rules.ON_PAPER),
        "renewed": not for_staff and was_renewed(case.pk),
        "limited": limited,
        "for_staff": for_staff,
        "helped": not for_staff and helper_at(current().door) is not None,
    }
    page = engines["jinja2"].get_template("mine/case_panel.html")
    # Escaped by the environment's autoescape.
    return Markup(page.render(values))  # noqa: S704


def about_entry(case: Case, *, for_staff: bool) -> Markup | None:
    """A colleague at the desk can let her sign in; nothing of hers is shown for that."""
    if not for_staff or case.person is None or case.person.erased_at is not None:
        return None
    page = engines["jinja2"].get_template("mine/entering/case_panel.html")
    return Markup(page.render({"case": case}))  # noqa: S704
