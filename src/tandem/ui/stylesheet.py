"""One stylesheet from many small ones, so that a first visit asks for a single file.

Stands first among STATICFILES_FINDERS; `collectstatic` and the development server both ask it.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.functional import cached_property
from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)

NAME = "ui/ui.css"
SOURCES = Path(__file__).parent / "css"
_writing = Lock()
ORDER = ("tokens", "base", "layout", "forms", "components/*", "print")


def sources() -> list[Path]:
    return [path for name in ORDER for path in sorted(SOURCES.glob(f"{name}.css"))]


def gathered() -> str:
    """All sources in their order, without comments and needless space."""
    whole = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    without_comments = re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL)
    in_lines = re.sub(r"\s*\n\s*", "\n", without_comments).strip() + "\n"
    # A selector has no colon with a space after it, and no string of ours one.
    return re.sub(r"([:,;{])[ \n]+", r"\1", in_lines)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    # Kept as long as the process, which removes it at its end.
    return tempfile.TemporaryDirectory(prefix="tandem-ui-")


def _written() -> Path:
    text = gathered()
    # Two threads that ask first would each make a folder, and the one forgotten is removed.
    with _writing:
        file = Path(_folder().name) / NAME
        # Left alone when nothing changed, so that browsers may keep what they have.
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return file


class Named(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Remembers each file's address: it changes only with the file, at the next start."""

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    def url(self, name: str | None, force: bool = False) -> str:
        if name is None or force:
            return str(super().url(name, force))
        if name not in self._addresses:
            self._addresses[name] = str(super().url(name))
        return self._addresses[name]


class Gathered(BaseFinder):
    """Finds `ui/ui.css`, which no folder holds."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        found = str(_written())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        _written()
        yield NAME, FileSystemStorage(location=_folder().name)
