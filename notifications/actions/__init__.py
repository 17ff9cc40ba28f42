from core.letters import LetterText, Line
from notifications.actions.delivery import deliver
from notifications.actions.mutes import choose_kinds, mute, set_pause, unmute
from notifications.actions.notices import News, notify, notify_each, queue_letter, read_all, read_notice, tell

__all__ = [
    "LetterText",
    "Line",
    "News",
    "choose_kinds",
    "deliver",
    "mute",
    "notify",
    "notify_each",
    "queue_letter",
    "read_all",
    "read_notice",
    "set_pause",
    "tell",
    "unmute",
]
