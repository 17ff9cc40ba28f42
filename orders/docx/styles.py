"""Named styles and numbering of an order in Word: comfortable to edit there, and told apart again by their names."""

from dataclasses import dataclass, replace
from typing import Any

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Times New Roman"
NUMBERED = 90  # ids of our numbering, beyond those of the blank document


@dataclass(frozen=True)
class Style:
    """`size` in points, the other measures in twips; `line` is the least height of one; `keep` with the next paragraph;
    `spaced` letters; `ruled` below. Measures are those of static/print/paper.css."""

    key: str
    name: str
    size: int = 14
    align: str = "left"
    bold: bool = False
    keep: bool = False
    first_line: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int = 0
    numbered: bool = False
    spaced: int = 0
    ruled: bool = False

    def xml(self) -> str:
        fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
        return (
            f'<w:style xmlns:w="{NAMESPACE}" w:type="paragraph" w:customStyle="1" w:styleId="{self.key}">'
            f'<w:name w:val="{self.name}"/><w:qFormat/><w:pPr>{self._flow}'
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" {self._height}/>'
            f'<w:ind w:left="{self.left}" w:right="{self.right}" w:firstLine="{self.first_line}"/>'
            f'<w:jc w:val="{self.align}"/></w:pPr><w:rPr><w:rFonts {fonts}/>{"<w:b/>" * self.bold}'
            f'<w:spacing w:val="{self.spaced}"/><w:sz w:val="{2 * self.size}"/><w:szCs w:val="{2 * self.size}"/>'
            f'<w:lang w:val="ru-RU"/></w:rPr></w:style>'
        )

    @property
    def _flow(self) -> str:
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NUMBERED}"/></w:numPr>' if self.numbered else ""
        rule = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>' if self.ruled else ""
        return f"{'<w:keepNext/>' * self.keep}{number}{rule}"

    @property
    def _height(self) -> str:
        line, rule = (self.line, "atLeast") if self.line else (240, "auto")
        return f'w:line="{line}" w:lineRule="{rule}"'


INDENT, LINE, LETTER_LINE = 709, 336, 312  # 12.5 mm; 1.2 of 14 and of 13 points
CLAUSE = Style("OrderClause", "Приказ: пункт", align="both", first_line=INDENT, after=85, line=LINE, numbered=True)
TEXT = Style("PaperText", "Бумага: текст", 13, "both", first_line=INDENT, before=80, line=LETTER_LINE)
STYLES = (
    Style("OrderPage", "Приказ: номер страницы", 12, "center"),
    Style("OrderHead", "Приказ: бланк", 14, "center", left=567, right=567),
    Style("OrderName", "Приказ: название организации", 14, "center", bold=True, left=567, right=567),
    Style("OrderContacts", "Приказ: адрес на бланке", 10, "center", left=567, right=567),
    Style("OrderRule", "Приказ: линия под бланком", 6, ruled=True),
    Style("OrderKind", "Приказ: вид", 16, "center", bold=True, before=480, after=220, spaced=64),
    Style("OrderRequisite", "Приказ: реквизиты", 14, before=120),
    Style("OrderTitle", "Приказ: заголовок", bold=True, before=454, after=340, right=4_250, line=LINE),
    Style("OrderPreamble", "Приказ: преамбула", align="both", first_line=INDENT, before=114, line=LINE),
    Style("OrderVerb", "Приказ: распоряжение", keep=True, before=227, after=227, line=LINE),
    CLAUSE,
    replace(CLAUSE, key="OrderLastClause", name="Приказ: последний пункт", keep=True),
    Style("OrderSignature", "Приказ: подпись", before=720, keep=True),
    Style("OrderVisaTitle", "Приказ: кто согласовал или ознакомлен", 12, keep=True, before=360),
    Style("OrderVisa", "Приказ: строка для подписи", 12, before=120),
    Style("OrderExecutor", "Приказ: исполнитель", 10, before=480),
    Style("PaperAddressee", "Бумага: адресат", 13, left=4_800),
    Style("PaperAbout", "Бумага: о чём", 13, "center", before=60),
    TEXT,
    replace(TEXT, key="PaperLastText", name="Бумага: последний абзац", keep=True),
    Style("PaperCentred", "Бумага: по центру", 14, "center", before=120),
    Style("PaperCaption", "Бумага: раздел", 13, bold=True, keep=True, before=240),
    Style("PaperFact", "Бумага: сведения", 13, before=60),
    Style("PaperLine", "Бумага: строка для записи", 12, before=120),
    Style("AppendixMark", "Приложение: гриф", 12, left=5_100),
    Style("AppendixWideMark", "Приложение: гриф на широком листе", 12, left=10_200),
    Style("AppendixTitle", "Приложение: название", align="center", bold=True, keep=True, before=240),
    Style("AppendixHeading", "Приложение: раздел", align="center", bold=True, keep=True, before=240),
    Style("AppendixText", "Приложение: пункт", align="both", first_line=INDENT, after=85, line=LINE),
    Style("TableHeader", "Таблица: шапка", 11, "center", bold=True, keep=True),
    Style("TableText", "Таблица: текст", 11),
    Style("TableEnd", "Таблица: конец", 1),
    Style("TablePhase", "Таблица: фаза", 11, "center", bold=True, keep=True),
    Style("TableStage", "Таблица: этап", 11, bold=True, keep=True),
)

ABSTRACT = f"""<w:abstractNum xmlns:w="{NAMESPACE}" w:abstractNumId="{NUMBERED}"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%1."/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{INDENT}"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%1.%2."/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{INDENT}"/></w:pPr></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%1.%2.%3."/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{INDENT}"/></w:pPr></w:lvl></w:abstractNum>"""
NUMBER = f'<w:num xmlns:w="{NAMESPACE}" w:numId="{NUMBERED}"><w:abstractNumId w:val="{NUMBERED}"/></w:num>'


def element(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def add_styles(document: Any) -> None:
    for style in STYLES:
        document.styles.element.append(element(style.xml()))
    numbering = document.part.numbering_part.element
    first = numbering.find(f"{{{NAMESPACE}}}num")
    numbering.insert(list(numbering).index(first) if first is not None else len(numbering), element(ABSTRACT))
    numbering.append(element(NUMBER))  # every abstractNum stands before every num
