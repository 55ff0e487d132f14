"""The operator's own contacts, and her service's, never land in the person's fields."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tandem.people.http import PersonRequest
from tandem.people.identity import Identity, traces
from tandem.people.models import Trace
from tandem.services.conditions import Raw
from tandem.services.forms import ServiceForm
from tandem.tenancy.scope import within
from tandem.territory import signposts
from tandem.territory.models import Organisation, Platform
from tandem.territory.signposts import Place
from tandem.toolbox.telephone import plain_number

WRONG = {
    "email": _(
        "This is your own e-mail address or that of your service. "
        "Write the person's, or choose another way."
    ),
    "phone": _(
        "This is your own telephone number or that of your service. "
        "Write the person's, or choose another way."
    ),
}


def add_errors(form: ServiceForm, request: PersonRequest, *known: Organisation | None) -> None:
    """Say at the field where a contact is not the person's; the form has been checked."""
    typed = _typed(form.raw, form.reach_question)
    organisations = [one for one in known if one is not None]
    found: set[str] = set()
    own_addresses = {request.account.email} if request.account else set()
    own_addresses |= {one.email for one in organisations}
    if typed["email"].lower() in {address.lower() for address in own_addresses if address}:
        found.add("email")
    numbers = [one.telephone for one in organisations]
    numbers += Platform.objects.values_list("telephone", flat=True)
    if plain_number(typed["phone"]) in {plain_number(number) for number in numbers if number}:
        found.add("phone")
    home = signposts.find_one("account", str(request.account.pk)) if request.account else None
    if home is not None:
        found |= {part for part, value in typed.items() if _is_hers(home, part, value)}
    for part in sorted(found):
        error = ValidationError(WRONG[part], code="part", params={"part": part})
        form.add_error(form.reach_question, error)


def _typed(raw: Raw, question: str) -> dict[str, str]:
    return {part: next(iter(raw.get(f"{question}_{part}", [])), "").strip() for part in WRONG}


def _is_hers(home: Place, part: str, value: str) -> bool:
    """By digest, so that her identity need not be opened to compare."""
    if not value:
        return False
    digests = [digest for _kind, digest in traces(Identity(**{part: value}))]
    # She may live in a commune that is no business of this desk.
    with within(home.scope):
        return Trace.objects.filter(person_id=int(home.target), digest__in=digests).exists()
