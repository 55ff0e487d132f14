"""The settings of the suite: its own data folder, and nothing of the machine's."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ["DATA"] = os.environ.get("TANDEM_TEST_DATA") or str(ROOT / ".tandem" / "test")
os.environ.setdefault("STATIC_MANIFEST", "no")
os.environ.pop("TANDEM_ROLE", None)

from tandem.project.settings import *  # noqa: E402, F403
from tandem.project.settings import DATABASES, STATIC_ROOT  # noqa: E402

# Of this run alone: two suites may share one server.
TEST_DATABASE = f"test_tandem_{os.getpid()}"
for _settings in DATABASES.values():
    _settings["TEST"] = {**_settings.get("TEST", {}), "NAME": TEST_DATABASE}

# A password is checked a hundred times in the suite; it need not be hard to guess.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# The suite runs at any hour; tests of quiet hours say theirs.
SMS_QUIET_FROM = SMS_QUIET_UNTIL = 0
SMS_ON_SUNDAY = True

# WhiteNoise warns of a missing folder, and here a warning is an error.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
