"""What Word files are built of: an A4 document with named styles and page numbers, paragraphs as ready XML."""

from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from core.sheets.model import plain

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LANDSCAPE, PORTRAIT = 15_137, 9_638  # twips between the margins: 267 and 170 mm
FONT = "Times New Roman"
# (id, name as Word shows it, points, bold, centred, keeps with the next paragraph, level of a heading or 0)
STYLES: tuple[tuple[str, str, int, bool, bool, bool, int], ...] = (
    ("SheetTitle", "Таблица: название", 14, True, True, True, 1),
    ("SheetLine", "Таблица: сведения", 11, False, True, True, 0),
    ("SheetNote", "Таблица: пояснение", 11, False, False, False, 0),
    ("TableHeader", "Таблица: шапка", 10, True, True, True, 0),
    ("TableText", "Таблица: текст", 10, False, False, False, 0),
    ("TablePhase", "Таблица: фаза", 10, True, True, True, 0),
    ("TableStage", "Таблица: этап", 10, True, False, True, 0),
    ("SheetTotal", "Таблица: итог", 10, False, False, False, 0),
    ("ReportHeading", "Отчёт: раздел", 13, True, False, True, 2),
    ("ReportCaption", "Отчёт: название таблицы", 11, True, False, True, 0),
)


def blank(*, landscape: bool) -> Any:
    """An empty document with our page and styles."""
    import docx  # slow to import: not for the start of the program
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(20 if landscape else 30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(15)
    section.header_distance = section.footer_distance = Mm(8)
    for style in STYLES:
        document.styles.element.append(element(_style_xml(*style)))
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    foot = section.footer.paragraphs[0]._p
    foot.getparent().replace(foot, element(paragraph_of(number, "SheetLine")))
    return document


def append(document: Any, blocks: list[str]) -> None:
    """Paragraphs and tables, before the last child of the body, which is the page."""
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, element(block))


def describe(document: Any, title: str, author: str, now: datetime, comments: str = "") -> None:
    """`now` stands in the properties of the file."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by = plain(title)[:255], plain(author)[:255], ""
    about.language, about.comments = "ru-RU", comments[:255]
    about.created = about.modified = now.replace(tzinfo=None)


def _style_xml(key: str, name: str, size: int, bold: bool, centred: bool, keep: bool, level: int) -> str:
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    head = f'<w:style xmlns:w="{NAMESPACE}" w:type="paragraph" w:customStyle="1" w:styleId="{key}">'
    before = 240 if level > 1 else 0
    spacing = f'<w:spacing w:before="{before}" w:after="{before // 3}" w:line="240" w:lineRule="auto"/>'
    outline = f'<w:outlineLvl w:val="{level - 1}"/>' if level else ""
    return (
        f'{head}<w:name w:val="{name}"/><w:qFormat/><w:pPr>{"<w:keepNext/>" * keep}{spacing}'
        f'<w:jc w:val="{"center" if centred else "left"}"/>{outline}</w:pPr><w:rPr><w:rFonts {fonts}/>'
        f'{"<w:b/>" * bold}<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/><w:lang w:val="ru-RU"/>'
        "</w:rPr></w:style>"
    )


def paragraph(text: str, style: str) -> str:
    return paragraph_of(runs(text), style)


def paragraph_of(content: str, style: str) -> str:
    return f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def labelled(label: str, words: str) -> str:
    """A label in bold, then its words."""
    colon = ": " if words else ""
    bold = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(plain(label))}{colon}</w:t></w:r>'
    return paragraph_of(bold + runs(words), "SheetNote")


def runs(text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in plain(text).split("\n"))
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>" if text else ""


def element(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)
