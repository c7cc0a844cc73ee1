"""Settings of the city; what differs between installations comes from the environment."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sunhall.config import env

PACKAGE = Path(__file__).resolve().parent.parent

ZONES = (
    "intranet=10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 127.0.0.0/8 fc00::/7 ::1/128,"
    "government=59.192.0.0/10"
)

SECRET_KEY = env.secret_key()
DEBUG = env.flag("SUNHALL_DEBUG", default=False)
SUNHALL_DEMO = env.flag("SUNHALL_DEMO", default=False)
SUNHALL_LEDGER_KEY = env.home() / "ledger_key.pem"
SUNHALL_OIDC_KEY = env.home() / "oidc_key.pem"
SUNHALL_CARD_KEY = env.home() / "card_key.pem"
SUNHALL_OUTBOX = env.home() / "outbox"
SUNHALL_AUTHORITY_HOME = env.home() / "authority"
SUNHALL_AUTHORITY_SECRET = env.text("SUNHALL_AUTHORITY_SECRET", default="")
SUNHALL_AUTHORITY_URL = env.text("SUNHALL_AUTHORITY_URL", default="http://127.0.0.1:8000")
SUNHALL_TOKEN_MODULE = env.text("SUNHALL_TOKEN_MODULE", default="")
SUNHALL_TOKEN_LABEL = env.text("SUNHALL_TOKEN_LABEL", default="sunhall")
SUNHALL_TOKEN_PIN = env.text("SUNHALL_TOKEN_PIN", default="")
SUNHALL_CERTIFICATE_SOCKET = env.text("SUNHALL_CERTIFICATE_SOCKET", default="")
SUNHALL_CLAMD = env.text("SUNHALL_CLAMD", default="")
SUNHALL_UPLOAD_SCANNING = env.choice(
    "SUNHALL_UPLOAD_SCANNING",
    of=("required", "advisory", "off"),
    default="required" if SUNHALL_CLAMD else "off",
)
SUNHALL_CITY = env.text("SUNHALL_CITY", default="青岛市")
ALLOWED_HOSTS = env.words("SUNHALL_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("SUNHALL_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "sunhall.kernel.apps.KernelConfig",
    "sunhall.directory.apps.DirectoryConfig",
    "sunhall.centers.access.apps.AccessConfig",
    "sunhall.centers.data.apps.DataConfig",
    "sunhall.platforms.security.apps.SecurityConfig",
    "sunhall.platforms.workflow.apps.WorkflowConfig",
    "sunhall.platforms.portal.apps.PortalConfig",
    "sunhall.business.penalties.apps.PenaltiesConfig",
    "sunhall.business.supervision.apps.SupervisionConfig",
    "sunhall.business.citizencards.apps.CitizenCardsConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "sunhall.kernel.views.security_headers",
    "sunhall.kernel.views.refuse_null_characters",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sunhall.kernel.views.behind_the_wall",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sunhall.centers.access.views.actors.attach_actor",
    "sunhall.kernel.views.turn_down",
]

ROOT_URLCONF = "sunhall.config.urls"
WSGI_APPLICATION = "sunhall.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sunhall.kernel.templatetags.ui",
                "sunhall.kernel.templatetags.units",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "sunhall.kernel.views.shell",
            ],
        },
    },
]

FORM_RENDERER = "sunhall.kernel.forms.SunhallRenderer"

DATABASES = {"default": env.database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.Account"
LOGIN_URL = "access:sign_in"
PASSWORD_HASHERS = ["sunhall.kernel.passwords.Argon2id"]
SUNHALL_ZONES = env.networks("SUNHALL_ZONES", default=ZONES)
SUNHALL_PROXIES = env.number("SUNHALL_PROXIES", default=0)

# Accounts have no e-mail; the library keeps second factors and sessions, the pages are our own.
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "sunhall.centers.access.views.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.home() / "static"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.flag("SUNHALL_MANIFEST", default=False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The editor of a benchmark sends every cell: 200 tiers over 5 factors are 7,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
SESSION_ENGINE = "sunhall.centers.access.views.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("SUNHALL_HTTPS", default=False)
if SESSION_COOKIE_SECURE:
    # Browsers take these names over HTTPS alone, and from no other host of the domain
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_SECURE = "__Host-language", True
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 24 * 3600, True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # It warns that the evidence of a signature is not fetched: the city has it all at hand
    "loggers": {"pyhanko": {"level": "ERROR"}},
}
