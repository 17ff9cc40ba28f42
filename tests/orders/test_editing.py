"""The editor between two presses of a button. Pure."""

import base64
import io

import pytest
from PIL import Image

from orders.blocks import Clause, Paper, Signature, Visa, numbers_of, plain_clauses
from orders.drafts.editing import Helps, pressed, read_visas, typed_paper, with_basis, write_visas
from orders.kinds.base import CONTROL_SELF
from orders.printing.emblems import NotAPicture, emblem_of
from orders.wording import Who

TREE = (Clause("А"), Clause("Б"), Clause("б1", 1), Clause("б2", 1), Clause("В"), Clause(CONTROL_SELF))
HEAD, DEPUTY = Who("Осокина", "Анна", "Петровна", "f", "Директор"), Who("Ким", "Олег", "", "m", "завуч")
HELPS = Helps(bases={"x": "приказом № 5"}, staff={1: HEAD, 2: DEPUTY}, head=1)


def outline(button: str, data: dict[str, str] | None = None) -> str:
    clauses = pressed(Paper(clauses=TREE), button, data or {}, HELPS).clauses
    return " ".join(f"{clause.level}{clause.text[:2].strip()}" for clause in clauses)


@pytest.mark.parametrize(
    ("button", "after"),
    [
        ("up:1", "0Б 1б1 1б2 0А 0В 0Ко"),
        ("down:1", "0А 0В 0Б 1б1 1б2 0Ко"),
        ("up:3", "0А 0Б 1б2 1б1 0В 0Ко"),
        ("down:3", "0А 0Б 1б1 1б2 0В 0Ко"),
        ("up:0", "0А 0Б 1б1 1б2 0В 0Ко"),
        ("in:1", "0А 1Б 2б1 2б2 0В 0Ко"),
        ("in:0", "0А 0Б 1б1 1б2 0В 0Ко"),
        ("out:2", "0А 0Б 0б1 1б2 0В 0Ко"),
        ("remove:1", "0А 0б1 0б2 0В 0Ко"),
        ("add:2", "0А 0Б 1б1 1 1б2 0В 0Ко"),
        ("up:99", "0А 0Б 1б1 1б2 0В 0Ко"),
        ("drop:1", "0А 0Б 1б1 1б2 0В 0Ко"),
        ("up:²", "0А 0Б 1б1 1б2 0В 0Ко"),
    ],
)
def test_a_button_moves_a_clause_with_its_parts(button: str, after: str) -> None:
    assert outline(button) == after


def test_numbers_follow_the_levels() -> None:
    assert numbers_of(TREE) == ["1", "2", "2.1", "2.2", "3", "4"]
    assert numbers_of([Clause("", 2), Clause("", 2), Clause("", 2), Clause("", 2)]) == ["1", "1.1", "1.1.1", "1.1.2"]


def test_a_phrase_stands_before_control() -> None:
    assert outline("phrase", {"phrase": "Ъ"}) == "0А 0Б 1б1 1б2 0В 0Ъ 0Ко"


def test_control_is_laid_on_a_person_and_taken_back() -> None:
    laid = pressed(Paper(clauses=TREE), "control", {"controller": "2"}, HELPS)
    assert laid.clauses[-1].text == "Контроль за исполнением настоящего приказа возложить на завуча Кима Олега."
    assert pressed(laid, "control", {"controller": ""}, HELPS).clauses == TREE


def test_somebody_else_signs_as_acting() -> None:
    assert pressed(Paper(), "sign", {"signer": "2"}, HELPS).signature == Signature("И.о. директора", "О.\u00a0Ким")
    assert pressed(Paper(), "sign", {"signer": "1"}, HELPS).signature == Signature("Директор", "А.П.\u00a0Осокина")
    assert pressed(Paper(), "sign", {"signer": "77"}, HELPS).signature == Signature()


def test_a_basis_is_put_in_once() -> None:
    once = pressed(Paper(preamble="В целях учёта"), "basis", {"basis": "x"}, HELPS).preamble
    assert once == "В соответствии с приказом № 5, в целях учёта"
    assert with_basis(once, "приказом № 5") == once
    assert with_basis(once, "законом") == "В соответствии с законом, приказом № 5, в целях учёта"


def test_typed_fields_are_cut_and_never_refused() -> None:
    data = {"title": "О" * 400, "clause_0": "Раз", "level_0": "9", "clause_1": "Два", "level_1": "x", "agreement": ";;"}
    paper = typed_paper(Paper(clauses=plain_clauses("было")), data)
    assert len(paper.title) == 300
    assert paper.clauses == (Clause("Раз", 2), Clause("Два"))
    assert paper.agreement == ()


def test_lines_of_hands_come_back() -> None:
    visas = (Visa("завуч", "О. Ким", "согласовано 01.09.2026"), Visa("учитель", "А.П. Осокина"))
    assert read_visas(write_visas(visas)) == visas


def test_a_picture_is_drawn_again_and_small() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (2000, 1000), (200, 10, 10, 120)).save(file, "PNG")
    file.seek(0)
    drawn = Image.open(io.BytesIO(base64.b64decode(emblem_of(file))))
    assert (drawn.format, drawn.size) == ("PNG", (480, 240))


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"GIF89a", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        emblem_of(io.BytesIO(content))
