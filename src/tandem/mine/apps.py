from django.apps import AppConfig


class MineConfig(AppConfig):
    name = "tandem.mine"
    label = "mine"
