"""The first lock: a query over tenant rows that names no scope does not start."""

from typing import TypeVar

from django.db import models

from tandem.tenancy import scope

Row = TypeVar("Row", bound=models.Model)


class ScopedManager(models.Manager[Row]):
    """Narrows every query to the scope in force; raises Unscoped where there is none.

    The database's policies say the same again; here the keys also let it use its indexes.
    """

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[Row]:
        now = scope.required()
        return (
            super()
            .get_queryset()
            .filter(territory_id__in=now.may_read, organisation_id__in=now.organisations)
        )
