"""Whoever is written to because they repair: known only so that the outbox can reach them."""

from django.conf import settings

from tandem.people.actions import Reach, register_person
from tandem.people.choices import Channel
from tandem.people.identity import Identity
from tandem.people.models import Person
from tandem.territory.models import Organisation


def contact(
    organisation: Organisation,
    name: str,
    *,
    email: str = "",
    street: str = "",
    postal_code: str = "",
    locality: str = "",
) -> Person:
    """By e-mail where there is an address for it, else by letter; in the commune's first language."""
    area = organisation.area
    here = area.postal_codes.order_by("code").values_list("code", flat=True).first()
    language = (area.required_languages or [settings.LANGUAGE_CODE])[0]
    way = Channel.EMAIL if email else Channel.LETTER
    reach = Reach(language, way, postal_code or here or "", no_broadcasts=True)
    who = Identity(
        first_name=name, email=email, street=street, postal_code=postal_code, locality=locality
    )
    return register_person(who, reach, organisation)
