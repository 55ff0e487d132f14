"""Where the database is: our own embedded one, or the server that DATABASE_URL names."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from tandem.toolbox.postgres import socket_folder

ENGINE = "tandem.tenancy.postgresql"


def databases(data: Path, role: str) -> dict[str, dict[str, Any]]:
    """`default` for work; `looks` for traces committed before what they tell of is read."""
    url = os.environ.get("DATABASE_URL", "").strip()
    place = _server(url, role) if url else _embedded(data)
    common: dict[str, Any] = {
        "ENGINE": ENGINE,
        "USER": f"tandem_{role}",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        **place,
    }
    return {
        "default": {**common, "ATOMIC_REQUESTS": True},
        "looks": {**common, "TEST": {"MIRROR": "default"}},
    }


def _embedded(data: Path) -> dict[str, Any]:
    return {"NAME": os.environ.get("TANDEM_DATABASE", "tandem"), "HOST": str(socket_folder(data))}


def _server(url: str, role: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL looks like postgresql://host:5432/tandem.")
    options = dict(parse_qsl(parts.query))
    password = os.environ.get(f"DATABASE_{role.upper()}_PASSWORD") or unquote(parts.password or "")
    return {
        "NAME": parts.path.strip("/"),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "PASSWORD": password,
        "OPTIONS": options,
    }
