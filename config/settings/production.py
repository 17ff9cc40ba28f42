"""Production: TLS in front, hashed static files, secure cookies."""

from config.settings.base import *
from config.settings.base import env

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "")
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
if env.flag("BEHIND_TLS_PROXY", default=True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
REQUIRE_MFA = env.flag("REQUIRE_MFA", default=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
