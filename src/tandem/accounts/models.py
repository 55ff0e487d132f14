import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tandem.accounts.ways.kinds import ProvesBy, WayKind


class AccountManager(BaseUserManager["Account"]):
    def create_account(self, email: str, password: str | None = None, **facts: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **facts)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Credentials, platform-wide. Who the person is stands in `people`."""

    email = models.EmailField(_("E-mail address"), blank=True, db_index=True)
    """Empty for residents who sign in without a password: theirs stands nowhere in clear."""
    language = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="one_account_per_address"
            )
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
    opens_at = models.DateTimeField(null=True)
    """Of a resident’s, from when it opens what is kept of her; at once where empty."""
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


class Provider(models.Model):
    """A service where residents prove who they are, such as itsme: an administrator configures it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    issuer = models.URLField(max_length=200)
    client = models.CharField(max_length=200)
    """By which the service knows this platform."""
    proves_by = models.CharField(
        max_length=20, choices=ProvesBy.choices, default=ProvesBy.SECRET_BASIC
    )
    sealed = models.BinaryField()
    """The secret between us and the service, or our private key."""
    scopes = models.CharField(max_length=200, default="openid")
    acr_values = models.CharField(max_length=300, blank=True)
    """Levels of assurance that are asked for; one of them must come back. Empty: any will do."""
    organisation = models.BigIntegerField()
    """Whose administrators may change it."""
    in_use = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "client"], name="one_provider_once")
        ]

    def __str__(self) -> str:
        return self.name


class WayIn(models.Model):
    """An address, a number or a service by which a resident signs in; known by a keyed digest.

    Several people may share an address or a number: then each has a row, and says which she is.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="ways_in")
    kind = models.CharField(max_length=7, choices=WayKind.choices)
    digest = models.BinaryField(max_length=16)
    sealed = models.BinaryField()
    """A few signs of it, so that she knows it again."""
    made_at = models.DateTimeField(auto_now_add=True)
    opens_at = models.DateTimeField()
    """From when it opens what is kept of her; before, only where her requests stand."""
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "digest"], name="ways_in_by_digest")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "kind", "digest"], name="one_way_in_once_an_account"
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=models.Q(kind=WayKind.SERVICE),
                name="whom_a_service_proves_is_one_person",
            ),
        ]

    def __str__(self) -> str:
        return f"way in {self.pk}"

    @property
    def place(self) -> str:
        return f"accounts:way_in:{self.key}"


class CodeAsked(models.Model):
    """Somebody asked for a code to an address or a number. A row is made whether or not it is known:
    a job looks, so that the page takes as long and says the same.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=7, choices=WayKind.choices)
    contact = models.BinaryField(max_length=16)
    sealed = models.BinaryField(null=True)
    """The address or number; gone once the code was used, or the night after."""
    proves = models.BooleanField(default=False)
    """Whether somebody who showed who she is adds it; else it lets in whoever it belongs to."""
    language = models.CharField(max_length=5)
    link = models.BinaryField(max_length=16, null=True, unique=True)
    code = models.BinaryField(max_length=16, null=True)
    """Digests, once they are sent."""
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["until"], name="codes_asked_to_forget")]

    def __str__(self) -> str:
        return f"code asked {self.pk}"

    @property
    def place(self) -> str:
        return f"accounts:code_asked:{self.key}"


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
