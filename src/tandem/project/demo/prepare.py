"""All that must be made before a page can be served, in one process: starting one is slow."""

import io
import sys
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tandem.desk.region.progress import Advance, Begin, shown


class Tables(migrate.Command):
    """Tells of each step that was taken."""

    def __init__(self, advance: Advance) -> None:
        super().__init__()
        self.advance = advance

    def migration_progress_callback(
        self, action: str, migration: Any | None = None, fake: bool = False
    ) -> None:
        if action == "apply_success":
            self.advance(1)


def prepare() -> None:
    django.setup()
    # Written to by the worker; names and words stand in it, and the machine may have other users.
    settings.EMAIL_FILE_PATH.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.EMAIL_FILE_PATH.chmod(0o700)
    with shown(sys.stdout) as begin:
        tables = Tables(begin("Tables", max(1, steps_to_take())))
        call_command(tables, verbosity=0, interactive=False)
        _make(begin, "Texts", "compile_translations", stdout=io.StringIO())
        _make(begin, "Styles", "collectstatic", verbosity=0, interactive=False)


def steps_to_take() -> int:
    """Migrations that are not applied, counted by their files: reading them takes a second."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    files = sum(len(list(folder.glob("[0-9]*.py"))) for folder in folders)
    return files - len(MigrationRecorder(connection).applied_migrations())


def _make(begin: Begin, name: str, command: str, **asked: Any) -> None:
    advance = begin(name, 1)
    call_command(command, **asked)
    advance(1)


if __name__ == "__main__":
    prepare()
