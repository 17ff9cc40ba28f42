"""How long each category is kept unless an organization says otherwise."""

from calendar import monthrange
from datetime import date

from mentoring.models import RetentionRule

Category = RetentionRule.Category
# Withdrawn and refused: 30 days after the purpose is gone, 152-ФЗ, ст. 21 ч. 4 and 5. The rest is the school's choice.
DEFAULTS: dict[str, int] = {
    Category.WITHDRAWN: 1,
    Category.LEFT: 12,
    Category.COMPLETED: 36,
    Category.APPLICATIONS: 1,
    Category.CLOSED: 1,
}
LONGEST: dict[str, int] = {Category.WITHDRAWN: 1}
MOST = 120
COUNTED_FROM: dict[str, str] = {
    Category.WITHDRAWN: "со дня отзыва; дольше месяца нельзя",
    Category.LEFT: "со дня ухода",
    Category.COMPLETED: "с конца последнего участия; долгосрочная база наставников не считается",
    Category.APPLICATIONS: "со дня отказа",
    Category.CLOSED: "со дня ухода или отзыва согласия",
}


def months_before(day: date, months: int) -> date:
    """The 31st falls on the last day of a shorter month."""
    years, month = divmod(day.month - 1 - months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
