"""What a stored print holds of PDF/A-3u and of PDF/UA, read object by object: a validator (veraPDF) is not at hand."""

from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from orders.blocks import canonical
from orders.printing.render import cancelled_pdf, site_pdf, stored_pdf
from tests.orders.test_print import AT, pages, paper


@cache
def stored() -> PdfReader:
    return PdfReader(BytesIO(stored_pdf(paper(rows=6), at=AT)))


@cache
def public() -> PdfReader:
    return PdfReader(BytesIO(site_pdf(paper(rows=6), ())))


def catalogue(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def objects(reader: PdfReader) -> list[Any]:
    return [reader.get_object(number) for number in {*reader.xref[0], *reader.xref_objStm}]


def test_metadata_name_the_part_and_the_level() -> None:
    text = catalogue(stored())["/Metadata"].get_data().decode()

    assert "<pdfaid:part>3</pdfaid:part>" in text or 'pdfaid:part="3"' in text
    assert "<pdfaid:conformance>U</pdfaid:conformance>" in text or 'pdfaid:conformance="U"' in text


def test_colours_have_their_profile() -> None:
    [intent] = catalogue(stored())["/OutputIntents"]

    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert intent.get_object()["/DestOutputProfile"].get_object()["/N"] == 3


def test_file_has_an_identity_and_no_lock() -> None:
    trailer = stored().trailer

    assert len(trailer["/ID"]) == 2
    assert "/Encrypt" not in trailer
    assert stored().pdf_header == "%PDF-1.7"


def test_every_font_is_inside_and_maps_to_letters() -> None:
    fonts = [found for found in objects(stored()) if isinstance(found, dict) and found.get("/Type") == "/Font"]
    composite = [font for font in fonts if font["/Subtype"] == "/Type0"]

    assert composite
    assert all("/ToUnicode" in font for font in composite)
    for font in composite:
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in described or "/FontFile3" in described


def test_nothing_acts_and_nothing_leads_outside() -> None:
    forbidden = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/SubmitForm", "/ImportData"}

    found = {str(each.get("/S")) for each in objects(stored()) if isinstance(each, dict)}
    assert not forbidden & found
    assert not {"/AA", "/OpenAction", "/XFA"} & set(catalogue(stored()))


def test_enclosed_text_is_associated_with_the_document() -> None:
    [spec] = {file.idnum: file.get_object() for file in catalogue(stored())["/AF"]}.values()
    inside = spec["/EF"]["/F"].get_object()

    assert (spec["/AFRelationship"], spec["/UF"]) == ("/Source", "order.json")
    assert inside["/Subtype"] == "/application/json"
    assert inside.get_data() == canonical(paper(rows=6))


@pytest.mark.parametrize("reader", [stored, public], ids=["stored", "public"])
def test_reader_of_a_blind_person_finds_its_way(reader: Any) -> None:
    """Language, title, order of reading; tables with headings."""
    root = catalogue(reader())
    kinds = {str(each["/S"]) for each in objects(reader()) if isinstance(each, dict) and "/P" in each and "/S" in each}

    assert root["/Lang"] == "ru"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert {"/P", "/Table", "/TR", "/TH", "/TD"} <= kinds
    assert all("/StructParents" in page for page in reader().pages)


def test_public_copy_names_its_norm_and_holds_nothing_inside() -> None:
    text = catalogue(public())["/Metadata"].get_data().decode()

    assert "pdfuaid" in text
    assert "/AF" not in catalogue(public())
    assert catalogue(public())["/ViewerPreferences"]["/DisplayDocTitle"]


def test_cancelled_print_says_so_on_every_page() -> None:
    assert all("ОТМЕНЁН" in text for text in pages(cancelled_pdf(paper(rows=6))))
