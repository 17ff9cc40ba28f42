"""An order of any content: the school writes it."""

from dataclasses import replace

from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template

TEMPLATE = Template(title="{title}", preamble="[[В целях {aim}]]", lines=(Line("{point}", each="points"),))


def gather(source: Source, facts: Facts) -> Facts:
    told = {name: str(source.params.get(name) or "") for name in ("title", "aim")}
    points = tuple(
        {"point": line.strip()} for line in str(source.params.get("points") or "").splitlines() if line.strip()
    )
    return replace(facts, values={**facts.values, **told}, lists={"points": points or ({"point": ""},)})


KIND = Kind(
    key="free",
    name="Свой приказ",
    group="Другое",
    template=TEMPLATE,
    gather=gather,
    labels={"title": "заголовок", "aim": "цель", "point": "текст пункта"},
    asks=(
        Ask("title", "Заголовок", "text", help="Начинается с «О» или «Об»: О проведении совещания наставников"),
        Ask("points", "Что приказываете", "lines", help="Каждый пункт с новой строки, номера появятся сами"),
        Ask("aim", "В целях чего", "text", required=False, help="Например: обмена опытом между наставниками"),
    ),
    bases=(),
    levels=frozenset({"school", "municipality", "region"}),
)
