"""The XML of a .docx: its body, its blocks, the text of a block. Wrappers are looked through, twins left out."""

from collections.abc import Iterator

from lxml import etree

from core.archives import Archive, parse_xml
from core.tables.opening import main_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
P, T, BR, CR, TAB, HYPHEN = W + "p", W + "t", W + "br", W + "cr", W + "tab", W + "noBreakHyphen"
TBL, TR, TC, BODY, VAL = W + "tbl", W + "tr", W + "tc", W + "body", W + "val"
WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
SIGNS = {BR: "\n", CR: "\n", TAB: " ", HYPHEN: "-"}
TEXT_TAGS = (P, T, BR, CR, TAB, HYPHEN)


def document_root(archive: Archive) -> etree._Element:
    """Raises core.archives.ArchiveRefused."""
    name = main_part(archive)
    root = archive.xml(name)
    if root.tag == f"{{{STRICT.decode()}}}document":
        root = parse_xml(archive.read(name).replace(STRICT, TRANSITIONAL))
    for twin in list(root.iter(FALLBACK)):  # the same text again, for older programs
        parent = twin.getparent()
        if parent is not None:
            parent.remove(twin)
    return root


def children_of(parent: etree._Element) -> Iterator[etree._Element]:
    """Children with wrappers (content controls, accepted insertions) looked through."""
    for child in parent:
        if child.tag in WRAPPERS:
            yield from children_of(child)
        else:
            yield child


def text_of(element: etree._Element) -> str:
    """Text of runs; a new paragraph is a new line. What was deleted in review (`w:delText`) is not text."""
    parts: list[str] = []
    for item in element.iter(*TEXT_TAGS):
        tag = item.tag
        if tag == T:
            parts.append(item.text or "")
        elif tag == P:
            parts.append("\n")
        elif tag != TAB or item.get(VAL) is None:  # a tab stop of a style is no text
            parts.append(SIGNS[tag])
    return "".join(parts)
