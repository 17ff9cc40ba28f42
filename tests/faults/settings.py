"""Other processes of the fault tests: the cache of production, letters into a file that survives a kill."""

from config.settings import base
from config.settings.test import *

CACHES = base.CACHES
EMAIL_BACKEND = "tests.faults.sink.Sink"
EMAIL_FILE_PATH = str(base.MEDIA_ROOT / "sink")
LETTER_WRITERS = dict.fromkeys(["digest", "assigned", "invitation"], "tests.faults.sink.write")
