"""One row of any tenant model, filled in by the kind of its fields: new models need no factory."""

import os
import uuid
from datetime import date
from itertools import count

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.journal.models import Entry
from tandem.tenancy.scope import transaction_within
from tandem.territory.models import Area, Held, Organisation
from tests.factories.people import scope_of
from tests.factories.territory import AccountFactory

_numbers = count(1)


def held_models() -> list[type[models.Model]]:
    """Every model whose rows belong to a territory and an organisation."""
    found = [model for model in apps.get_models() if issubclass(model, Held)]
    return sorted([*found, Entry], key=lambda model: model._meta.label)


def unsaved_row(model, organisation, **given):
    """A row of `organisation`, not written yet; the rows it needs are."""
    row = model()
    given = {**PARTICULAR.get(model._meta.label, {}), **given}
    for field in model._meta.concrete_fields:
        if field.name in given:
            value = given[field.name]
            setattr(row, field.name, value() if callable(value) else value)
        elif field.name == "territory" or field.attname == "territory_id":
            row.territory_id = organisation.area_id
        elif field.name == "organisation" or field.attname == "organisation_id":
            row.organisation_id = organisation.pk
        elif not (field.null or field.blank or field.has_default() or field.primary_key):
            setattr(row, field.name, _value(field, organisation))
    return row


def made_row(model, organisation, **given):
    with transaction_within(scope_of(organisation)):
        row = unsaved_row(model, organisation, **given)
        row.save(force_insert=True)
    return row


def _value(field, organisation):
    if isinstance(field, models.ForeignKey):
        return _related(field.related_model, organisation)
    if field.choices:
        return field.choices[0][0]
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    for kind, value in VALUES.items():
        if isinstance(field, kind):
            return value(field)
    raise AssertionError(f"Say in tests/factories/rows.py how to fill in {field}.")


def _related(model, organisation):
    if model._meta.label == settings.AUTH_USER_MODEL or model is Account:
        return AccountFactory()
    if model is Organisation:
        return organisation
    if model is Area:
        return organisation.area
    return made_row(model, organisation)


def _word(field):
    return f"{next(_numbers):x}{uuid.uuid4().hex}"[: field.max_length or 40]


# What a constraint asks for besides the fields that must not be empty.
PARTICULAR = {
    "people.TerritoryKey": {"version": lambda: 100 + next(_numbers)},
    "register.Run": {
        "algorithm": "pairing",
        "question": lambda: {"today": "2026-11-23", "offers": [], "needs": []},
        "answer": lambda: {
            "pairs": [],
            "unserved": [],
            "totals": {"vital": 0, "levels": [], "cost": 0},
        },
    },
    "streets.System": {"url": "https://works.example/open311/v2"},
    "doors.CallBack": {"draft_key": uuid.UUID(int=7)},
    "doors.PersonalSheet": {"draft_key": uuid.UUID(int=7)},
    "doors.ScanFile": {"sealed": b"a file"},
}
# The more special kind before the more general one.
VALUES = {
    # What is sealed begins with a byte that says by which key: this begins with none of these.
    models.BinaryField: lambda field: bytes(1) + os.urandom(15),
    models.DateTimeField: lambda field: timezone.now(),
    models.DateField: lambda field: date(2026, 11, 24),
    models.TimeField: lambda field: timezone.now().time(),
    models.BooleanField: lambda field: False,
    models.IntegerField: lambda field: 1,
    models.FloatField: lambda field: 1.0,
    models.JSONField: lambda field: {},
    ArrayField: lambda field: [],
    models.UUIDField: lambda field: uuid.uuid4(),
    models.CharField: _word,
    models.TextField: _word,
}
