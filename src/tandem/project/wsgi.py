"""The door gunicorn knocks at."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from tandem.tenancy.checks import role_is_harmless

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.project.settings")
application = get_wsgi_application()

# A superuser sees every tenant's rows, whatever the policies say: better not to start.
for danger in role_is_harmless(["default"]):
    raise ImproperlyConfigured(f"{danger.msg} {danger.hint}")
