from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "tandem.register"
    label = "register"
