"""Sessions that know when they began and when they were last used, in whole minutes: no write per request."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import cached_db

STARTED, USED = "started_at", "used_at"
MINUTE, LONGEST = 60, 12 * 60 * 60  # seconds


class SessionStore(cached_db.SessionStore):
    def save(self, must_create: bool = False) -> None:
        if SESSION_KEY in self:  # signed in
            self[USED] = int(time.time())
            self.setdefault(STARTED, self[USED])
        super().save(must_create)


def is_over(session: Any) -> bool:
    """Half an hour without a request, or twelve hours after signing in."""
    now = time.time()
    idle = settings.SESSION_IDLE_MINUTES * MINUTE
    return now - session.get(USED, now) > idle or now - session.get(STARTED, now) > LONGEST


def keep(session: Any) -> None:
    """Marks the session as used, at most once a minute."""
    if time.time() - session.get(USED, 0) >= MINUTE:
        session.modified = True
