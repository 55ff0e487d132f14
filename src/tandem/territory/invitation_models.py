from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tandem.tenancy.query import ScopedManager
from tandem.territory.choices import Role
from tandem.territory.held import Held


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        return self.filter(stopped_at__isnull=True, begun_at__isnull=True)

    def without_second(self) -> "InvitationQuerySet":
        """Those that wait for a second colleague's yes."""
        return self.open().filter(agreed_by__isnull=True, alone=False)


class Invitation(Held):
    """Who is to be a colleague, and is none yet: she opens nothing by it until a second says yes."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=14, choices=Role.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    asked_at = models.DateTimeField()
    alone = models.BooleanField(default=False)
    """Nobody else works there who could say yes: one person’s word had to do, and is told. With
    `agreed_at`, whoever runs the installation said the second yes."""
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    """Since when she has the role."""

    objects: ClassVar = ScopedManager.from_queryset(InvitationQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "organisation", "role"],
                condition=Q(stopped_at__isnull=True, begun_at__isnull=True),
                name="one_open_invitation_a_role",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("account"))
                & (Q(agreed_by__isnull=True) | ~Q(agreed_by=F("account"))),
                name="nobody_invites_herself",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")),
                name="two_people_let_a_newcomer_in",
            ),
            models.CheckConstraint(
                condition=Q(begun_at__isnull=True)
                | Q(stopped_at__isnull=True) & (Q(agreed_by__isnull=False) | Q(alone=True)),
                name="no_role_begins_without_a_second",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
