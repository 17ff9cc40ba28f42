"""A chart as SVG."""

from django.utils.safestring import SafeString

from core.charts.lines import SPARK_WIDTH, lines, sparkline
from core.charts.model import Bars, Bullets, Chart, Lines, Sparkline, Stacks
from core.charts.pen import WIDTH, attributes, drawing, num
from core.charts.rows import bars, bullets, dumbbells, stacks

READ_TABLE = "Те же числа стоят в таблице."


def svg(chart: Chart, key: str, *, font: str = "inherit") -> SafeString:
    """`key` begins the ids of the picture: Latin letters, digits, hyphens, one per chart of a page.

    A page inherits its font; for WeasyPrint a family has to be named.
    """
    if isinstance(chart, Sparkline):
        return _spark(chart)
    parts, height = _drawn(chart)
    return SafeString(drawing(parts, height=height, key=key, title=chart.title, about=READ_TABLE, font=font))


def _drawn(chart: Chart) -> tuple[list[str], float]:
    match chart:
        case Bars():
            return bars(chart)
        case Stacks():
            return stacks(chart)
        case Bullets():
            return bullets(chart)
        case Lines():
            return lines(chart)
        case Sparkline():
            return sparkline(chart)
    return dumbbells(chart)


def _spark(chart: Sparkline) -> SafeString:
    """Named by its figures: there is no room for a table in a row."""
    parts, height = sparkline(chart)
    words = ", ".join(f"{point} {said}" for point, said in chart.cells)
    look = attributes(
        viewBox=f"0 0 {num(min(SPARK_WIDTH, WIDTH))} {num(height)}",
        width=SPARK_WIDTH,
        height=height,
        role="img",
        aria_label=f"{chart.title}: {words}",
    )
    return SafeString(f"<svg{look}>{''.join(parts)}</svg>")
