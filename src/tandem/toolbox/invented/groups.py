"""Invented associations, companies and schools, and the staff of a real commune."""

from dataclasses import dataclass
from typing import Literal

from tandem.toolbox.invented.addresses import invented_places
from tandem.toolbox.invented.facts import CommuneFacts, chance, plain
from tandem.toolbox.invented.names import invent_name

OrganisationKind = Literal["association", "company", "school"]
Role = Literal["operator", "coordinator", "officer", "administrator"]

ORGANISATIONS: tuple[tuple[OrganisationKind, str, int], ...] = (
    ("association", "associations", 3),
    ("company", "companies", 2),
    ("school", "schools", 1),
)
ROLES: tuple[Role, ...] = ("operator", "operator", "coordinator", "officer", "administrator")


@dataclass(frozen=True, slots=True)
class InventedOrganisation:
    key: str
    nis: str
    kind: OrganisationKind
    name: str
    language: str
    postal_code: str
    email: str


@dataclass(frozen=True, slots=True)
class InventedStaff:
    key: str
    nis: str
    role: Role
    first_name: str
    last_name: str
    language: str
    email: str
    """`coordinator@schaerbeek.example`: easy to find again when showing Tandem."""


def invented_organisations(seed: int, commune: CommuneFacts) -> tuple[InventedOrganisation, ...]:
    """Three associations, two companies and a school, in the languages of the commune."""
    rng = chance(seed, "organisations", commune.nis)
    found: list[InventedOrganisation] = []
    for kind, names, count in ORGANISATIONS:
        taken: set[str] = set()
        for nth in range(count):
            language = commune.languages[nth % len(commune.languages)]
            name = rng.choice([n for n in invented_places()[names][language] if n not in taken])
            taken.add(name)
            found.append(
                InventedOrganisation(
                    key=f"{commune.nis}-{kind}-{nth + 1}",
                    nis=commune.nis,
                    kind=kind,
                    name=name,
                    language=language,
                    postal_code=rng.choice(commune.postal_codes),
                    email=f"{plain(name)}@{commune.slug}.example",
                )
            )
    return tuple(found)


def invented_staff(seed: int, commune: CommuneFacts) -> tuple[InventedStaff, ...]:
    """Two operators, a coordinator, an officer and an administrator."""
    rng = chance(seed, "staff", commune.nis)
    found: list[InventedStaff] = []
    for nth, role in enumerate(ROLES):
        name = invent_name(rng, commune.zone)
        again = sum(member.role == role for member in found)
        found.append(
            InventedStaff(
                key=f"{commune.nis}-s{nth + 1}",
                nis=commune.nis,
                role=role,
                first_name=name.first,
                last_name=name.last,
                language=commune.languages[nth % len(commune.languages)],
                email=f"{role}{again + 1 if again else ''}@{commune.slug}.example",
            )
        )
    return tuple(found)
