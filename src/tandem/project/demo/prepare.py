"""All that must be made before a page can be served, in one process: starting one is slow."""

import io

import django
from django.core.management import call_command


def prepare() -> None:
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("compile_translations", stdout=io.StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)


if __name__ == "__main__":
    prepare()
