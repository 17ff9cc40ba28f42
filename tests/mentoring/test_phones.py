"""What can be dialled is never doubted, however it is written."""

import pytest

from mentoring.phones import phone_doubt

GOOD = (
    *("", "8 (900) 000-00-01", "+7 900 000-00-01", "2-34-56", "8-900-000-00-01 (мама), 8 900 000 00 02"),
    *("тел. 89000000001", "89000000001 доб. 12", "8.900.000.00.01"),
)


@pytest.mark.parametrize("text", GOOD)
def test_a_number_in_any_spelling_is_no_doubt(text: str) -> None:
    assert phone_doubt(text) == ""


@pytest.mark.parametrize("text", ["123", "абв", "нет", "1234", "12345678901234567890"])
def test_what_cannot_be_dialled_is_doubted(text: str) -> None:
    assert phone_doubt(text) != ""
