"""The door gunicorn knocks at."""

import os

import django
from django.core.exceptions import ImproperlyConfigured

from tandem.project.requests import Handler
from tandem.tenancy.checks import role_is_harmless

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.project.settings")
django.setup(set_prefix=False)
application = Handler()

# A superuser sees every tenant's rows, whatever the policies say: better not to start.
for danger in role_is_harmless(["default"]):
    raise ImproperlyConfigured(f"{danger.msg} {danger.hint}")
