"""Named styles and numbering of an order in Word: comfortable to edit there, and told apart again by their names."""

from dataclasses import dataclass
from typing import Any

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Times New Roman"
NUMBERED = 90  # ids of our numbering, beyond those of the blank document


@dataclass(frozen=True)
class Style:
    """`size` in points; `first_line` and `left` in twips; `keep` with the next paragraph."""

    key: str
    name: str
    size: int = 14
    align: str = "left"
    bold: bool = False
    keep: bool = False
    first_line: int = 0
    left: int = 0
    before: int = 0
    line: int = 240
    numbered: bool = False

    def xml(self) -> str:
        fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NUMBERED}"/></w:numPr>' if self.numbered else ""
        return (
            f'<w:style xmlns:w="{NAMESPACE}" w:type="paragraph" w:customStyle="1" w:styleId="{self.key}">'
            f'<w:name w:val="{self.name}"/><w:qFormat/><w:pPr>{"<w:keepNext/>" * self.keep}{number}'
            f'<w:spacing w:before="{self.before}" w:after="0" w:line="{self.line}" w:lineRule="auto"/>'
            f'<w:ind w:left="{self.left}" w:firstLine="{self.first_line}"/><w:jc w:val="{self.align}"/></w:pPr>'
            f"<w:rPr><w:rFonts {fonts}/>{'<w:b/>' * self.bold}"
            f'<w:sz w:val="{2 * self.size}"/><w:szCs w:val="{2 * self.size}"/><w:lang w:val="ru-RU"/></w:rPr></w:style>'
        )


INDENT, LINE = 709, 288  # 12.5 mm; 1.2 of a line
STYLES = (
    Style("OrderHead", "Приказ: бланк", 12, "center"),
    Style("OrderKind", "Приказ: вид", 16, "center", bold=True, before=240),
    Style("OrderRequisite", "Приказ: реквизиты", 14, before=120),
    Style("OrderTitle", "Приказ: заголовок", bold=True, before=240),
    Style("OrderPreamble", "Приказ: преамбула", align="both", first_line=INDENT, before=240, line=LINE),
    Style("OrderVerb", "Приказ: распоряжение", keep=True, before=120),
    Style("OrderClause", "Приказ: пункт", align="both", first_line=INDENT, line=LINE, numbered=True),
    Style("OrderLastClause", "Приказ: последний пункт", 14, "both", False, True, INDENT, 0, 0, LINE, True),
    Style("OrderSignature", "Приказ: подпись", before=720, keep=True),
    Style("OrderVisaTitle", "Приказ: кто согласовал или ознакомлен", 12, keep=True, before=360),
    Style("OrderVisa", "Приказ: строка для подписи", 12, before=120),
    Style("OrderExecutor", "Приказ: исполнитель", 10, before=480),
    Style("PaperAddressee", "Бумага: адресат", 13, left=4_800),
    Style("PaperAbout", "Бумага: о чём", 13, "center", before=60),
    Style("PaperText", "Бумага: текст", 13, "both", first_line=INDENT, before=80, line=LINE),
    Style("PaperCentred", "Бумага: по центру", 14, "center", before=120),
    Style("PaperCaption", "Бумага: раздел", 13, bold=True, keep=True, before=240),
    Style("PaperFact", "Бумага: сведения", 13, before=60),
    Style("PaperKept", "Бумага: перед отметкой", 11, keep=True),
    Style("PaperLine", "Бумага: строка для записи", 12, before=120),
    Style("AppendixMark", "Приложение: гриф", 12, left=5_100),
    Style("AppendixWideMark", "Приложение: гриф на широком листе", 12, left=10_200),
    Style("AppendixTitle", "Приложение: название", align="center", bold=True, keep=True, before=240),
    Style("AppendixHeading", "Приложение: раздел", align="center", bold=True, keep=True, before=240),
    Style("AppendixText", "Приложение: пункт", align="both", first_line=INDENT, line=LINE),
    Style("TableHeader", "Таблица: шапка", 11, "center", bold=True, keep=True),
    Style("TableText", "Таблица: текст", 11),
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
