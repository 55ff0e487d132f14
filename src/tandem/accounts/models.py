from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    def create_account(self, email: str, password: str | None = None, **facts: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **facts)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Credentials, platform-wide. Who the person is stands in `people`."""

    email = models.EmailField(_("E-mail address"), unique=True)
    language = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address")
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"


class Session(AbstractBaseSession):
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="sessions"
    )

    def __str__(self) -> str:
        # Its key opens it, so it is never shown.
        return f"session of account {self.account_id}"


class Hindrance(models.Model):
    """How often something was guessed wrong. Keys are digests: it tells nothing about anybody."""

    kind = models.CharField(max_length=30)
    digest = models.BinaryField(max_length=16)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "digest"], name="one_hindrance_a_key")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.failures}"


class AccessChange(models.Model):
    """An account was made, a password or a role changed; written by the database, never by us."""

    at = models.DateTimeField()
    role = models.CharField(max_length=63)
    """Of the database, under which the statement came."""
    what = models.CharField(max_length=40)
    account = models.BigIntegerField()
    facts = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.what} of account {self.account}"
