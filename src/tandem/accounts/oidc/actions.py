"""Services are configured: by an administrator, with their secrets sealed."""

from dataclasses import dataclass

from django.db import transaction

from tandem.accounts.models import Provider
from tandem.accounts.oidc.client import new_key, place_of
from tandem.accounts.ways.kinds import ProvesBy
from tandem.toolbox.sealing import seal


@dataclass(frozen=True, slots=True)
class Told:
    name: str
    issuer: str
    client: str
    proves_by: ProvesBy
    secret: str
    """Empty: the one that is kept already."""
    scopes: str
    acr_values: str
    in_use: bool


@transaction.atomic
def keep(told: Told, *, organisation: int, provider: Provider | None = None) -> Provider:
    """As told from now on; a service that wants our own key gets one that nobody has seen."""
    row = provider or Provider(organisation=organisation)
    changes_proof = provider is None or row.proves_by != told.proves_by
    row.name, row.issuer, row.client = told.name, told.issuer.rstrip("/"), told.client
    row.proves_by, row.scopes, row.acr_values = told.proves_by, told.scopes, told.acr_values
    row.in_use = told.in_use
    if told.proves_by == ProvesBy.PRIVATE_KEY:
        if changes_proof:
            row.sealed = seal(new_key(), place_of(row))
    elif told.secret or changes_proof:
        row.sealed = seal(told.secret, place_of(row))
    row.save()
    return row


@transaction.atomic
def end(provider: Provider) -> None:
    """Nobody signs in by it any more; what it proved of somebody stays hers to take away."""
    Provider.objects.filter(pk=provider.pk).delete()
