from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    DEED = "deed", _("Something was done")
    LOOK = "look", _("Somebody looked")


class Purpose(models.TextChoices):
    """Why personal data is read or kept. No purpose, no reading."""

    SOLIDARITY = "solidarity", _("To arrange help between people")
    STREETS = "streets", _("To repair what is broken in the street")
    CONTACT = "contact", _("To send a message or an answer")
    INTAKE = "intake", _("To write down what a person asks")
    ANSWER = "answer", _("To handle and answer a request")
    RECOGNISE = "recognise", _("To avoid keeping the same person twice")
    OWN_DATA = "own_data", _("To show a person her own data")


class Door(models.TextChoices):
    WEB = "web", _("Website")
    PHONE = "phone", _("Telephone")
    INPERSON = "inperson", _("At the desk")
    PAPER = "paper", _("Paper")
    SMS = "sms", _("Text message")
    EMAIL = "email", _("E-mail")
    KIOSK = "kiosk", _("Kiosk")
    API = "api", _("Another program")
    INSIDE = "inside", _("Tandem itself")
