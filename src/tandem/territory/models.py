import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language

from tandem.tenancy.query import ScopedManager
from tandem.territory.choices import AreaKind, OrganisationKind, Role
from tandem.territory.held import Held as Held
from tandem.territory.inhabitants import Inhabitants as Inhabitants
from tandem.territory.invitation_models import Invitation as Invitation


def _named(names: dict[str, str], default: str) -> str:
    return names.get((get_language() or "")[:2]) or default


class AreaQuerySet(models.QuerySet["Area"]):
    def communes(self) -> "AreaQuerySet":
        return self.filter(kind=AreaKind.COMMUNE)


class Area(models.Model):
    """A place on the map: the country down to a quarter. Public, the same for every tenant."""

    kind = models.CharField(max_length=10, choices=AreaKind.choices)
    nis = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=80)
    names = models.JSONField(default=dict)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    lat = models.FloatField(default=0)
    lon = models.FloatField(default=0)
    required_languages = ArrayField(models.CharField(max_length=5), default=list)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return _named(self.names, self.name)


class PostalCode(models.Model):
    code = models.CharField(max_length=4)
    commune = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="postal_codes")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "commune"], name="one_code_once_a_commune")
        ]

    def __str__(self) -> str:
        return self.code


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def taking_in(self, commune: Area) -> "OrganisationQuerySet":
        """The organisation that receives what the people of `commune` ask."""
        return self.filter(area=commune, takes_in=True)


class Organisation(models.Model):
    kind = models.CharField(max_length=12, choices=OrganisationKind.choices)
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="organisations")
    platform = models.ForeignKey(
        "Platform", on_delete=models.PROTECT, null=True, related_name="organisations"
    )
    takes_in = models.BooleanField(default=False)
    telephone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    opening_hours = models.CharField(max_length=200, blank=True)
    data_officer = models.CharField(max_length=200, blank=True)
    """Who watches over its use of data, and how she is reached; said on the privacy page."""
    proof_asked_from = models.DateField(null=True, blank=True)
    """From this day on its staff show a second proof beside the password; never, where empty."""
    on_probation = models.BooleanField(default=False)
    """A new association: its staff are told nobody's name or contact."""

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area"],
                condition=models.Q(takes_in=True),
                name="one_organisation_takes_in_for_an_area",
            )
        ]

    def __str__(self) -> str:
        return _named(self.names, self.name)

    @property
    def territory_id(self) -> int:
        """An organisation holds its own deeds, such as inviting a colleague."""
        return self.area_id

    @property
    def organisation_id(self) -> int:
        return self.pk


class Platform(models.Model):
    """One installation's public face: of one commune, or shared by many."""

    name = models.CharField(max_length=80, unique=True)
    communes = models.ManyToManyField(Area, related_name="platforms")
    telephone = models.CharField(max_length=20, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> "MembershipQuerySet":
        return self.filter(left_at__isnull=True)


class Membership(models.Model):
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=14, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)

    answers_for: tuple[int, ...] = ()
    """The organisations for which this telephone service writes down; told by `standing`."""

    neighbours: tuple[tuple[int, int], ...] = ()
    """Area and key of those with which the border is open; told by `standing` to coordinators."""

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "organisation", "role"],
                condition=models.Q(left_at__isnull=True),
                name="one_role_once_a_member",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def of(self, organisation: Organisation) -> "AgreementQuerySet":
        return self.filter(models.Q(one=organisation) | models.Q(other=organisation))


class Agreement(models.Model):
    """Two organisations open their borders: each sees the other's needs and offers, no identity.

    Proposed by one, it opens nothing until the other has signed.
    """

    one = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    proposed_by = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+"
    )
    signed_on = models.DateField(null=True)
    until = models.DateField()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="agreement_once_a_pair"
            ),
            models.UniqueConstraint(fields=["one", "other"], name="one_agreement_a_pair"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class Signpost(models.Model):
    """Leads from a keyed digest to a tenant row; read through one database function only."""

    # Made here and not returned by the database: nobody may read the row it has just written.
    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12)
    digest = models.BinaryField(max_length=16)
    target = models.CharField(max_length=40)
    territory_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "digest", "target"], name="one_signpost_a_target"
            )
        ]

    def __str__(self) -> str:
        return f"signpost {self.kind}"


class RecoveryQuerySet(models.QuerySet["Recovery"]):
    def open(self) -> "RecoveryQuerySet":
        return self.filter(stopped_at__isnull=True, used_at__isnull=True)


class Recovery(Held):
    """A colleague who lost password and proofs is let in again: by two others, never by one."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recoveries"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_seen = models.BooleanField(default=False)
    """Whether who asked had her before her, and knows her."""
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    agreed_seen = models.BooleanField(default=False)
    opens_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(RecoveryQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "organisation"],
                condition=models.Q(stopped_at__isnull=True, used_at__isnull=True),
                name="one_open_recovery_a_colleague",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("account"))
                & ~models.Q(agreed_by=models.F("account"), agreed_by__isnull=False),
                name="nobody_lets_herself_in_again",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True)
                | ~models.Q(agreed_by=models.F("asked_by")),
                name="two_people_let_in_again",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True, opens_at__isnull=True)
                | models.Q(
                    agreed_by__isnull=False,
                    opens_at__isnull=False,
                    asked_seen=True,
                    agreed_seen=True,
                )
                | models.Q(
                    agreed_by__isnull=False,
                    opens_at__isnull=False,
                    opens_at__gte=models.F("agreed_at") + timedelta(hours=72),
                ),
                name="recovery_waits_unless_both_saw_her",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True)
                | models.Q(
                    stopped_at__isnull=True,
                    opens_at__isnull=False,
                    used_at__gte=models.F("opens_at"),
                ),
                name="recovery_is_used_once_open",
            ),
        ]

    def __str__(self) -> str:
        return f"recovery {self.pk}"


class Controller(models.Model):
    """What an organisation says of itself where it answers for the use of data; public."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="controller"
    )
    legal_name = models.CharField(max_length=200)
    reached = models.CharField(max_length=300)
    data_officer = models.CharField(max_length=300)
    hosted_by = models.CharField(max_length=300)
    """Who runs the machines, and where they stand."""
    processors = models.TextField(blank=True)
    """Whom it pays for letters, text messages, telephone lines, and under which contract."""
    transfers = models.CharField(max_length=300, blank=True)
    """To which countries outside the European Economic Area, and on what ground; empty: to none."""
    opinion = models.TextField(blank=True)
    """What the data-protection officer thinks of the impact, and what follows."""
    reviewed_on = models.DateField(null=True)
    """When the impact was last looked at."""
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.legal_name


class Vetting(models.Model):
    """How an association came in: who vouched, who let it in, and whether it is still on probation.

    Of the platform, and of no tenant: it tells of organisations.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="vetting"
    )
    number = models.CharField(max_length=10, unique=True)
    """Its enterprise number, of which the check figures were right."""
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    let_in_by = models.BigIntegerField(null=True)
    let_in_at = models.DateTimeField(null=True)
    settled_by = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    """When its probation ended well."""
    ended_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(let_in_by__isnull=True)
                | ~models.Q(let_in_by=models.F("asked_by")),
                name="nobody_lets_in_whom_she_brought",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True)
                | models.Q(
                    let_in_at__isnull=False,
                    settled_at__gte=models.F("let_in_at") + timedelta(days=90),
                ),
                name="no_probation_is_shorter_than_ninety_days",
            ),
        ]

    def __str__(self) -> str:
        return f"vetting {self.pk}"


class Vouch(models.Model):
    """Another organisation vouches for an association; a colleague spoke with it."""

    vetting = models.ForeignKey(Vetting, on_delete=models.CASCADE, related_name="vouches")
    name = models.CharField(max_length=120)
    account = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), "vetting", name="one_organisation_vouches_once"),
            models.UniqueConstraint(
                fields=["vetting", "account"], name="two_colleagues_hear_two_vouches"
            ),
        ]

    def __str__(self) -> str:
        return f"vouch {self.pk}"
