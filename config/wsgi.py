"""Entry point of gunicorn."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # the views too are loaded once, before gunicorn forks its workers
