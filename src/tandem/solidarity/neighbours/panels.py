"""What is said of company on the page of a case."""

from django.template import engines
from markupsafe import Markup

from tandem.cases.models import Case
from tandem.solidarity.neighbours.choices import SeekerState
from tandem.solidarity.neighbours.models import Seeker


def about_seeker(case: Case, *, for_staff: bool) -> Markup | None:
    seeker = Seeker.objects.filter(case=case.pk).first()
    if seeker is None:
        return None
    values = {
        "seeker": seeker,
        "state": str(SeekerState(seeker.state).label),
        "for_staff": for_staff,
    }
    page = engines["jinja2"].get_template("solidarity/company_panel.html")
    # Escaped by the environment's autoescape.
    return Markup(page.render(values))  # noqa: S704
