from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaKind(models.TextChoices):
    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    PROVINCE = "province", _("Province")
    COMMUNE = "commune", _("Commune")
    QUARTER = "quarter", _("Quarter")


class OrganisationKind(models.TextChoices):
    COMMUNE = "commune", _("Commune")
    CPAS = "cpas", _("Social welfare centre (CPAS)")
    ASSOCIATION = "association", _("Association")
    COMPANY = "company", _("Company")
    SCHOOL = "school", _("School")
    CALL_CENTRE = "call_centre", _("Telephone service")


class Role(models.TextChoices):
    OPERATOR = "operator", _("Operator")
    COORDINATOR = "coordinator", _("Coordinator")
    OFFICER = "officer", _("Officer")
    ADMINISTRATOR = "administrator", _("Administrator")
    DATA_OFFICER = "data_officer", _("Data-protection officer")


def at_own(role: str) -> str:
    """A role in an organisation that does the work itself, as links ask for it."""
    return f"{role} of its own"
