"""Weblate's example settings, for a server on loopback without a worker of its own."""

import os

from weblate.settings_example import *  # noqa: F403

SITE_DOMAIN = f"localhost:{os.environ['WEBLATE_PORT']}"
SITE_URL = f"http://{SITE_DOMAIN}"
OTP_WEBAUTHN_RP_ID = "localhost"
OTP_WEBAUTHN_ALLOWED_ORIGINS = [SITE_URL]
# Nobody logs in with a key.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "otp_webauthn.E031"]  # noqa: F405
SECRET_KEY = "on loopback nobody asks"
DATA_DIR = os.environ["WEBLATE_WORK"]
CACHE_DIR = f"{DATA_DIR}/cache"
MEDIA_ROOT = f"{DATA_DIR}/media"
STATIC_ROOT = f"{CACHE_DIR}/static"

DATABASES["default"].update(  # noqa: F405
    NAME="weblate",
    USER="weblate",
    PASSWORD="",
    HOST="127.0.0.1",
    PORT=os.environ["POSTGRES_PORT"],
)
CACHES["default"]["LOCATION"] = f"redis://127.0.0.1:{os.environ['REDIS_PORT']}/1"  # noqa: F405
CACHES["avatar"]["LOCATION"] = f"{CACHE_DIR}/avatar"  # noqa: F405

CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_BROKER_URL = "memory://"
CELERY_RESULT_BACKEND = None

# The repository is served by a Git server on loopback.
VCS_ALLOW_SCHEMES = {"https", "ssh", "git"}
VCS_RESTRICT_PRIVATE = False
