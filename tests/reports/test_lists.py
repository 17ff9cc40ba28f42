"""Lines of the list a number leads to."""

from datetime import date

from core.tenancy import NOBODY
from core.viewer import Viewer
from orders.models import Order
from reports.queries.lists import lines_of
from schools.models import Organization

SCHOOL, MUNICIPALITY = Organization(pk=1, short_name="Школа № 1"), Organization(pk=2, short_name="Район")


def test_an_official_reads_the_kind_of_an_order_not_the_words_of_its_title() -> None:
    order = Order(
        pk=7, organization=SCHOOL, kind="free", title="О Пете Примерове", number="7", dated_on=date(2026, 11, 2)
    )
    [own] = lines_of(Viewer(scope=NOBODY, organization=SCHOOL), [order])
    [above] = lines_of(Viewer(scope=NOBODY, organization=MUNICIPALITY), [order])
    assert (own.text, own.address) == (order.title, order.get_absolute_url())
    assert "Примеров" not in f"{above.text} {above.note}"
    assert above.address == ""
