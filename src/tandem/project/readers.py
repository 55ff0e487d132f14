"""Typed readers of the environment; a wrong value stops the start with a sentence."""

import os
import secrets
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = frozenset({"1", "yes", "true", "on"}), frozenset({"", "0", "no", "false", "off"})


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    said = os.environ.get(name, "").strip().lower()
    if name not in os.environ:
        return default
    if said in TRUE:
        return True
    if said in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is yes or no, not {said!r}.")


def number(name: str, default: int) -> int:
    said = text(name, str(default))
    try:
        return int(said)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is a whole number, not {said!r}.") from error


def amount(name: str, default: str) -> str:
    """Money, written out exactly as it was said."""
    said = text(name, default)
    try:
        known = Decimal(said).is_finite() and Decimal(said) >= 0
    except InvalidOperation:
        known = False
    if not known:
        raise ImproperlyConfigured(f"{name} is an amount such as 0.08, not {said!r}.")
    return said


def choice(name: str, options: Sequence[str], default: str) -> str:
    said = text(name, default)
    if said not in options:
        raise ImproperlyConfigured(f"{name} is one of {', '.join(options)}; not {said!r}.")
    return said


def words(name: str, default: Sequence[str]) -> list[str]:
    said = text(name, "")
    return [word.strip() for word in said.split(",") if word.strip()] or list(default)


def secret(name: str, folder: Path) -> str:
    """The secret in the environment, else one kept in a file only the owner may read.

    Made at the first start, outside the database: a dump alone reveals nobody.
    """
    if said := os.environ.get(name, "").strip():
        return said
    file = folder / name.lower()
    if file.exists():
        return file.read_text().strip()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = secrets.token_urlsafe(48)
    # Opened exclusively, so that two processes starting at once agree on one secret.
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(made)
    except FileExistsError:
        return file.read_text().strip()
    return made


def former(name: str, folder: Path) -> list[str]:
    """Secrets that were changed, the latest first: from the environment, else one a line of a file."""
    file = folder / name.lower()
    said = os.environ.get(name, "") or (file.read_text() if file.exists() else "")
    return [secret for part in said.split() for secret in part.split(",") if secret]
