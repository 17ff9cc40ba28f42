"""What goes upward: figures, indicators, reports, the public page."""

from reports.models.figures import Figures, FiguresQuerySet, LightComment, SchoolReminder

__all__ = ["Figures", "FiguresQuerySet", "LightComment", "SchoolReminder"]
