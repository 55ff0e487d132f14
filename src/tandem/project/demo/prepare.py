"""All that must be made before a page can be served, in one process: starting one is slow."""

import io

import django
from django.conf import settings
from django.core.management import call_command


def prepare() -> None:
    django.setup()
    # Written to by the worker; names and words stand in it, and the machine may have other users.
    settings.EMAIL_FILE_PATH.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.EMAIL_FILE_PATH.chmod(0o700)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("compile_translations", stdout=io.StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)


if __name__ == "__main__":
    prepare()
