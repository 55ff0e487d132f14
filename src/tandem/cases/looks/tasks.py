"""Whether a request is really in a colleague's charge, or she gave it to herself to go on looking."""

from datetime import datetime

from tandem.cases.choices import StepKind
from tandem.cases.models import Case, Step


def taken_by_herself(about: object, account: int, since: datetime) -> bool:
    """The last to assign it was she, since that moment."""
    if not isinstance(about, Case):
        return False
    last = Step.objects.filter(case=about, kind=StepKind.ASSIGNED).order_by("-pk").first()
    return last is not None and last.account == account and last.at > since
