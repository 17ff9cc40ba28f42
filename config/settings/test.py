"""Tests: fast password hashing, letters in memory, tasks only when a test runs them."""

from config.settings.base import *
from config.settings.base import BASE_DIR

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
LOCAL_PERSONAS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_FILE_PATH = str(BASE_DIR / ".local" / "test-mail")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False
CELERY_TASK_ALWAYS_EAGER = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STATIC_ROOT = None  # nothing is collected: WhiteNoise serves from the folders of the project
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
