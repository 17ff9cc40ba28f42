"""Settings shared by every way of running. Only this package reads the environment (see env.py)."""

from pathlib import Path

from celery.schedules import crontab

from config.settings import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent

SECRET_KEY = env.text("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1 localhost")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "core",
    "accounts",
    "schools",
    "notifications",
    "jobs",
    "mentoring",
    "roadmaps",
    "orders",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.IdleSessionMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "schools.middleware.TenancyMiddleware",
    "accounts.middleware.SignInMiddleware",
    "accounts.middleware.PrivatePagesMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.RejectedFormMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "core.context.page",
            ],
            "builtins": ["core.templatetags.ui", "template_partials.templatetags.partials"],
        },
    }
]

# The application signs in as a role that owns nothing; only `migrate` and backups use the owner.
DATABASES = {"default": env.database("DATABASE_URL")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,
}
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL", "")
APP_ROLE = "mentoring_app"
OWNER_ROLE = "mentoring_owner"

REDIS_URL = env.text("REDIS_URL")
CACHE_URL = env.text("CACHE_URL", "")
CACHES = {"default": {"BACKEND": "core.cache.RedisCache", "LOCATION": CACHE_URL or REDIS_URL}}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "ru"
TIME_ZONE = "Europe/Moscow"
USE_I18N = True
USE_TZ = True
FIRST_DAY_OF_WEEK = 1

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT: Path | None = Path(env.text("STATIC_ROOT", str(BASE_DIR / ".local" / "static")))
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / ".local" / "media")))
# What was erased, by ids alone: on another disk than the database and never restored with it (docs/operations.md).
ERASURE_LEDGER = Path(env.text("ERASURE_LEDGER", str(BASE_DIR / ".local" / "erasures.jsonl")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 22 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o600
# nginx serves files by X-Accel-Redirect from this internal location; empty: Django sends them itself.
FILES_INTERNAL_URL = env.text("FILES_INTERNAL_URL", "")

# Who keeps the data for the schools, by name and address: 152-ФЗ wants it in every consent. Empty: the school itself.
DATA_PROCESSOR = env.text("DATA_PROCESSOR", "")

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
}
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {"login_failed": "30/15m/ip,5/15m/key", "login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Наставничество"
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "accounts.forms.ActivateTotpForm",
    "add_webauthn": "accounts.forms.AddKeyForm",
    "edit_webauthn": "accounts.forms.EditKeyForm",
    "login_webauthn": "accounts.forms.LoginKeyForm",
}
REQUIRE_MFA = env.flag("REQUIRE_MFA")
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_ENGINE = "accounts.sessions"
SESSION_IDLE_MINUTES = 30
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
LOCAL_PERSONAS = False

# Mail
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Наставничество <noreply@localhost>")
# Which function writes the letter of a kind: the text is built at send time, under the recipient's scope.
LETTER_WRITERS = {
    "digest": "roadmaps.letters.due.digest",
    "weekly": "orders.letters.weekly",
    "assigned": "roadmaps.letters.due.assigned",
    "sent": "roadmaps.letters.endorsement.sent",
    "returned": "roadmaps.letters.endorsement.returned",
    "endorsed": "roadmaps.letters.endorsement.endorsed",
    "offered": "roadmaps.letters.cascade.offered",
    "mention": "roadmaps.letters.activity.mention",
    "proof_returned": "roadmaps.letters.activity.proof_returned",
    "invitation": "schools.letters.invitation",
    "invitation_asked": "schools.letters.asked",
    "application_accepted": "mentoring.letters.accepted",
    "application_asked": "mentoring.letters.asked",
    "application_declined": "mentoring.letters.declined",
    "agreement": "orders.letters.agreement",
    "errand": "mentoring.consents.letters.errand",
    "consent_asked": "mentoring.consents.letters.consent_asked",
    "consent_link": "mentoring.letters.consent_link",
    "meeting": "mentoring.meetings.letters.meeting",
    "pair_news": "mentoring.meetings.letters.news",
    "concern": "mentoring.meetings.letters.news",
    "survey": "mentoring.surveys.letters.survey",
    "report": "reports.campaigns.letters.report",
    "report_ready": "reports.letters.report",
    "school_reminder": "reports.reminding.letters.school_reminder",
}

# Which dictionaries hold the words of the verbs of the event log.
EVENT_WORDS = ["jobs.event_words.VERBS", "roadmaps.queries.event_words.VERBS", "mentoring.event_words.VERBS"]
EVENT_WORDS += ["orders.papers.event_words.VERBS", "reports.event_words.VERBS"]
EVENT_WORDS += ["reports.indicators.event_words.VERBS"]
# And the words of codes that its rows keep.
EVENT_CODES = ["mentoring.event_words.CODES"]

# Where the work behind an activity is done, by its subject, and whether it is done: apps on the right look for it.
SUBJECT_CHECKS = {
    "publish_order": "orders.subjects.publish_order",
    "adopt_regulation": "orders.subjects.publish_order",
    "appoint_curator": "orders.subjects.publish_order",
    "approve_roadmap": "orders.subjects.approve_roadmap",
}

# What apps on the right put before the reader of the first page.
HOME_DECISIONS = ["orders.home.decisions", "reports.campaigns.home.decisions"]

# Who wants to know that somebody has accepted an invitation: apps on the right find their own rows by it.
INVITATION_ACCEPTED = ["mentoring.actions.own_accounts.link_account"]

# Which function finds rows of a kind, in the order of the answer: core stands left of the apps.
SEARCH_SOURCES = {
    "people": "schools.finding.people",
    "participants": "mentoring.finding.participants",
    "activities": "roadmaps.finding.activities",
    "orders": "orders.finding.orders",
    "organizations": "schools.finding.organizations",
}

# How many schools below have which light: the home page of officials asks, an app to its right counts.
SCHOOL_LIGHTS = "reports.queries.figures.lights_at_home"

# Indicators with plan and fact for the order on a municipal roadmap: `orders` asks, an app to its right counts.
PLANNED_INDICATORS = "reports.queries.planned_indicators.planned_indicators"

# Long jobs: what each is called, who may have it, how it is done.
JOBS = {
    "handover": "mentoring.actions.handover.HANDOVER",
    "blanks": "mentoring.actions.long_lists.BLANKS",
    "people": "mentoring.actions.long_lists.PEOPLE",
    "destroy": "mentoring.actions.retention.DESTROY",
    "papers": "orders.papers.printing.PAPERS",
    "orders": "orders.actions.bundles.ORDERS",
    "report": "reports.actions.papers.REPORT",
    "report_named": "reports.actions.papers.NAMED_REPORT",
}

# What goes into the archive of an organization: each app tells of its own files.
HANDOVER_SOURCES = [
    "mentoring.queries.handover.parts",
    "roadmaps.queries.handover.parts",
    "orders.handover.parts",
    "reports.handover.parts",
]

# What the example shows of apps to the right of `orders`, loaded last.
DEMO_PARTS = ["reports.demo.page.load", "reports.demo.indicators.load", "reports.demo.load.load"]
DEMO_PARTS += ["reports.demo.papers.load", "reports.demo.campaigns.load"]

# Queue (facts live in rows; Celery only wakes the work that finds them)
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 600, 540
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "max_retries": 0,  # without it a page waits 6 s for a Redis that is away
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "digests": {"task": "roadmaps.tasks.queue_digests", "schedule": crontab(minute=0)},
    "deliver": {"task": "notifications.tasks.deliver", "schedule": 60.0},
    "imports": {"task": "roadmaps.tasks.read_waiting_imports", "schedule": 60.0},
    "jobs": {"task": "jobs.tasks.run_waiting_jobs", "schedule": 60.0},
    "old-files": {"task": "jobs.tasks.remove_old_files", "schedule": crontab(minute=40)},
    "retention": {"task": "mentoring.tasks.watch_retention", "schedule": crontab(minute=10, hour=4)},
    "people-imports": {"task": "mentoring.tasks.continue_people_imports", "schedule": 60.0},
    "reports": {"task": "reports.tasks.send_due_reports", "schedule": crontab(minute=25)},
    "prints": {"task": "orders.tasks.print_missing_orders", "schedule": crontab(minute=20)},
    "meetings": {"task": "mentoring.tasks.remind_of_meetings", "schedule": crontab(minute=15)},
    "consents": {"task": "mentoring.tasks.watch_consents", "schedule": crontab(minute=40, hour="*/3")},
    "figures": {"task": "reports.tasks.count_regions", "schedule": crontab(minute="5,35")},
    "surveys": {"task": "mentoring.tasks.watch_surveys", "schedule": crontab(minute=50, hour="7-19")},
    "clean-up": {"task": "roadmaps.tasks.remove_stale_imports", "schedule": crontab(minute=30, hour=3)},
    "people-clean-up": {
        "task": "mentoring.tasks.remove_stale_people_imports",
        "schedule": crontab(minute=40, hour=3),
    },
}

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "core.error_views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Pages
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
