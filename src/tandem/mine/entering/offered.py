"""What can be offered to sign in with, on this installation."""

from django.db.models import QuerySet

from tandem.accounts.models import Provider


def providers() -> QuerySet[Provider]:
    return Provider.objects.filter(in_use=True)
