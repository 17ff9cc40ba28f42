"""The one-command local run: plain HTTP on this machine, letters into files, sign-in by persona."""

from config.settings.base import *
from config.settings.base import BASE_DIR, env

DEBUG = env.flag("DEBUG")
LOCAL_PERSONAS = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(BASE_DIR / ".local" / "mail")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # nothing is collected: WhiteNoise serves from the folders of the project
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
