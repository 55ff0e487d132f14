"""A real Chromium, and the house served to it as in production: compressed, hashed, no debugging.

A conftest that wants them imports them: `from tests.browser import *`.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import BrowserContext

__all__ = ["browser_type_launch_args", "collected", "site"]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# First the one without windows: with them a page costs four times as much.
PLACES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    # The browser's loop runs in the thread of the tests, where Django would refuse to ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    found = next((path for name in PLACES if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("These tests need Chromium: `make parts` installs it.")
    return {"executable_path": found, "args": FLAGS}


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as `make demo` serves them; gathered once for all tests."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(**_as_in_production(folder)):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


class Serving(ThreadedWSGIServer):
    """Hears at once that it may end: half a second for each of two hundred tests adds up."""

    def serve_forever(self, poll_interval: float = 0.05) -> None:
        super().serve_forever(poll_interval)


class Server(LiveServerThread):
    server_class = Serving


@pytest.fixture
def site(collected: Path) -> Iterator[str]:
    """The address of the house, served for this test; rows must be committed to be seen."""
    with override_settings(**_as_in_production(collected)):
        server = Server("127.0.0.1", lambda _files: WSGIHandler())
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()


def sign_in(context: BrowserContext, site: str, account: Any) -> None:
    """The browser carries the session of this account from now on."""
    client = Client()
    client.force_login(account)
    context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": site}
            for name, morsel in client.cookies.items()
        ]
    )


def _as_in_production(folder: Path) -> dict[str, Any]:
    files = "django.core.files.storage.FileSystemStorage"
    compressed = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    return {
        "STATIC_ROOT": str(folder),
        "STORAGES": {"default": {"BACKEND": files}, "staticfiles": {"BACKEND": compressed}},
        "WHITENOISE_USE_FINDERS": False,
        "WHITENOISE_AUTOREFRESH": False,
        "DEBUG": False,
    }
