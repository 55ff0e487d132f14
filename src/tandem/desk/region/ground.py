"""The ground of the region: areas, platforms, organisations and who works there."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.territory.choices import AreaKind, OrganisationKind, Role
from tandem.territory.models import (
    Agreement,
    Area,
    Membership,
    Organisation,
    Platform,
    PostalCode,
    Vetting,
    Vouch,
)
from tandem.territory.rules import LONG_STANDING
from tandem.toolbox.invented.facts import AreaFacts, CommuneFacts, read_areas, read_communes
from tandem.toolbox.invented.groups import invented_organisations, invented_staff

BRUSSELS, WALLOON_BRABANT = "04000", "20002"
PASSWORD = "tandem-shows-itself"  # noqa: S105
KINDS = {"association": "association", "company": "company", "school": "school"}


def lay_areas() -> dict[str, Area]:
    """Every area of Belgium down to the quarters; nothing is written twice."""
    if Area.objects.exists():
        return {area.nis: area for area in Area.objects.all()}
    laid: dict[str, Area] = {}
    for facts in read_areas():
        laid[facts.nis] = Area.objects.create(
            kind=AreaKind(facts.kind), parent=laid.get(facts.parent), **_columns(facts)
        )
    communes = read_communes()
    rows = [
        Area(kind=AreaKind.COMMUNE, parent=laid[facts.parent], **_columns(facts))
        for facts in communes
    ]
    laid |= {area.nis: area for area in Area.objects.bulk_create(rows)}
    PostalCode.objects.bulk_create(
        PostalCode(code=code, commune=laid[facts.nis])
        for facts in communes
        for code in facts.postal_codes
    )
    Area.objects.bulk_create(
        Area(
            kind=AreaKind.QUARTER,
            nis=f"{facts.nis}-{number}",
            name=quarter.fr,
            names={"fr": quarter.fr, "nl": quarter.nl},
            parent=laid[facts.nis],
            lat=quarter.lat,
            lon=quarter.lon,
        )
        for facts in communes
        for number, quarter in enumerate(facts.quarters)
    )
    return laid


def _columns(facts: AreaFacts | CommuneFacts) -> dict[str, object]:
    return {
        "nis": facts.nis,
        "name": getattr(facts, facts.languages[0]),
        "names": {"fr": facts.fr, "nl": facts.nl, "de": facts.de},
        "lat": facts.lat,
        "lon": facts.lon,
        "required_languages": list(facts.languages),
    }


def open_platforms(areas: dict[str, Area], communes: Sequence[CommuneFacts]) -> None:
    """One for Brussels, one shared by Walloon Brabant, and one for the others where measured."""
    names = {BRUSSELS: "Tandem Brussels", WALLOON_BRABANT: "Tandem Brabant wallon"}
    for facts in communes:
        name = names.get(facts.parent, "Tandem")
        platform, made = Platform.objects.get_or_create(
            name=name, defaults={"telephone": "0800 00 000"}
        )
        if made:
            _call_centre(platform, areas[facts.parent])
        platform.communes.add(areas[facts.nis])
        _organisations(platform, areas[facts.nis], facts)


def _organisations(platform: Platform, commune: Area, facts: CommuneFacts) -> None:
    if Organisation.objects.filter(area=commune).exists():
        return
    names = {code: facts.named(code) for code in facts.languages}
    ours = Organisation.objects.create(
        kind=OrganisationKind.COMMUNE,
        name=commune.name,
        names=names,
        area=commune,
        platform=platform,
        takes_in=True,
        email=f"solidarity@{facts.slug}.example",
        address=f"Place Inventée 1, {commune.name}",
        opening_hours="9:00-12:00, 13:30-16:00",
        data_officer=f"dpo@{facts.slug}.example",
    )
    Organisation.objects.create(
        kind=OrganisationKind.CPAS,
        name=f"CPAS {commune.name}",
        names={"fr": f"CPAS {facts.fr}", "nl": f"OCMW {facts.nl}", "de": f"ÖSHZ {facts.de}"},
        area=commune,
        platform=platform,
    )
    Organisation.objects.bulk_create(
        Organisation(
            kind=OrganisationKind(KINDS[made.kind]),
            name=made.name,
            area=commune,
            platform=platform,
            email=made.email,
        )
        for made in invented_organisations(0, facts)
    )
    _on_probation(platform, commune, facts)
    for member in invented_staff(0, facts):
        _member(member.email, member.language, ours, Role(member.role))
    _member(f"data-officer@{facts.slug}.example", "fr", ours, Role.DATA_OFFICER)


def _on_probation(platform: Platform, commune: Area, facts: CommuneFacts) -> None:
    """Of the commune that is shown first: an association that two others vouched for a month ago."""
    if facts.slug != "schaerbeek":
        return
    came, brought, heard = timezone.now() - timedelta(days=30), 1, 2
    association = Organisation.objects.create(
        kind=OrganisationKind.ASSOCIATION,
        name="Les Voisins Inventés",
        area=commune,
        platform=platform,
        on_probation=True,
    )
    vetting = Vetting.objects.create(
        organisation=association, number="0403019261", asked_by=brought, asked_at=came
    )
    for account_key, name in ((brought, "Maison de quartier Inventée"), (heard, "École Inventée")):
        Vouch.objects.create(vetting=vetting, name=name, account=account_key, at=came)
    Vetting.objects.filter(pk=vetting.pk).update(let_in_at=came, let_in_by=heard)
    _member(f"newcomer@{facts.slug}.example", "fr", association, Role.COORDINATOR)


def _call_centre(platform: Platform, area: Area) -> None:
    centre = Organisation.objects.create(
        kind=OrganisationKind.CALL_CENTRE,
        name=f"{platform.name} 0800",
        area=area,
        platform=platform,
        telephone=platform.telephone,
    )
    slug = platform.name.removeprefix("Tandem").strip().lower().replace(" ", "-") or "belgium"
    _member(f"operator@{slug}.example", "fr", centre, Role.OPERATOR)


@cache
def _hashed() -> str:
    """Once for all: a slow hash for each of the staff would take minutes."""
    return make_password(PASSWORD)


def account(email: str, language: str) -> Account:
    made, _new = Account.objects.get_or_create(
        email=email, defaults={"language": language, "password": _hashed()}
    )
    return made


def _member(email: str, language: str, organisation: Organisation, role: Role) -> None:
    Membership.objects.get_or_create(
        account=account(email, language),
        organisation=organisation,
        role=role,
        # Colleagues of long standing: they may let one another in again.
        defaults={"since": timezone.now() - 2 * LONG_STANDING},
    )


def open_borders(names: Sequence[tuple[str, str]], today: date) -> None:
    """Agreements between neighbours, so that an open border can be seen."""
    for pair in names:
        sides = sorted(Organisation.objects.get(area__name=name, takes_in=True).pk for name in pair)
        Agreement.objects.get_or_create(
            one_id=sides[0],
            other_id=sides[1],
            defaults={"signed_on": today, "until": today.replace(year=today.year + 1)},
        )
