from datetime import date

import pytest

from core.dates import read_birth

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.05.1985", date(1985, 5, 12)),
        ("12.5.85", date(1985, 5, 12)),
        ("21.11.26", date(2026, 11, 21)),
        ("22.11.26", date(1926, 11, 22)),
        ("1985-05-12", date(1985, 5, 12)),
        (" 12/05/2014 г. ", date(2014, 5, 12)),
    ],
)
def test_a_date_of_birth_is_read(text: str, day: date) -> None:
    assert read_birth(text, TODAY) == day


@pytest.mark.parametrize("text", ["31.02.2014", "12.05", "22.11.2026", "01.01.1899", "май 2014", ""])
def test_what_is_no_date_of_birth_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no date of birth|day is out of range"):
        read_birth(text, TODAY)
