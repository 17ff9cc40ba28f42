from core.qr import qr_svg


def test_the_picture_holds_no_size_and_no_style_of_its_own() -> None:
    picture = qr_svg("https://example.org/a/k7m2qd/", label="Анкета")

    assert picture.startswith("<svg")
    assert "<title>Анкета</title>" in picture
    assert "width=" not in picture.split(">")[0]
    assert "style=" not in picture


def test_a_label_cannot_close_the_picture() -> None:
    assert "<script>" not in qr_svg("текст", label="</title><script>")
