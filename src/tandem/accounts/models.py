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
    device = models.CharField(max_length=20, blank=True)
    """Two words of ours for it, such as “firefox-windows”; nothing else is kept of a device."""
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    """To some minutes: pages that only show are not to write."""

    def __str__(self) -> str:
        # Its key opens it, so it is never shown.
        return f"session of account {self.account_id}"


class CodeApp(models.Model):
    """An app on her telephone that reckons a code from a secret we share; sealed."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="code_app")
    sealed = models.BinaryField()
    last_step = models.BigIntegerField(default=0)
    """Of the code said last: no code is good twice."""
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"code app of account {self.account_id}"


class Passkey(models.Model):
    """A key that her device keeps, and shows only to us; we hold the half that may be known."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    number = models.BinaryField(unique=True)
    credential = models.BinaryField()
    count = models.BigIntegerField(default=0)
    """How often it was shown, by its own count; many do not count."""
    device = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"passkey {self.pk}"


class RescueCode(models.Model):
    """One of ten, for paper: good once, for who has neither app nor passkey at hand."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="rescue_codes")
    digest = models.BinaryField(max_length=16)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "digest"], name="one_rescue_code_once")
        ]

    def __str__(self) -> str:
        return f"rescue code {self.pk}"


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
