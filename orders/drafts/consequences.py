"""What registration of an order will change, in words: read before it is done, since it cannot be undone."""

from collections.abc import Callable

from core.viewer import Viewer
from core.words import counted
from mentoring.models import Pair
from orders.kinds import effects, kind_of
from orders.models import Order, OrderLink
from schools.models import Membership

PAIRS = ("пара", "пары", "пар")


def consequences_of(viewer: Viewer, order: Order) -> list[str]:
    """Sentences, without the number and the frozen text that every order gets. A few queries."""
    effect = kind_of(order.kind).take_effect
    words = WORDS[effect](viewer, order) if effect in WORDS else []
    if order.roadmap is not None:
        words.append(
            f"Карта «{order.roadmap.title}» станет утверждённой: мероприятия и сроки закроются, "
            "отмечать выполнение можно будет сразу."
        )
    if order.activity is not None:
        words.append(f"В мероприятии «{order.activity.name}» появится предложение отметить его выполненным.")
    return words + [_of_link(link) for link in order.links.select_related("target").order_by("pk")]


def _of_link(link: OrderLink) -> str:
    target = f"Приказ № {link.target.number} от {link.target.dated_on:%d.%m.%Y}"
    if link.kind == OrderLink.Kind.CANCELS:
        left = "Пары, карты и роли, которые он утвердил, сами не меняются."
        return f"{target} станет отменённым, его файл и номер останутся. {left}"
    return f"{target} будет отмечен как " + ("изменённый." if link.kind == OrderLink.Kind.AMENDS else "исполняемый.")


def _appointed(viewer: Viewer, order: Order) -> list[str]:
    pks = [order.params.get("coordinator"), *(order.params.get("curators") or ())]
    rows = Membership.objects.visible_to(viewer).filter(pk__in=[pk for pk in pks if pk]).order_by("pk")
    names = ", ".join(row.short_name for row in rows)
    return [f"Получат роли в программе и их права: {names}."] if names else []


def _set_to_work(viewer: Viewer, order: Order) -> list[str]:
    count = counted(order.order_pairs.count(), PAIRS)
    return [f"В работу выходит {count} приложения: наставники смогут отмечать встречи."]


def _mentor_changed(viewer: Viewer, order: Order) -> list[str]:
    return ["Прежняя пара завершится, её наставляемые продолжат с новым наставником в новой паре."]


def _extended(viewer: Viewer, order: Order) -> list[str]:
    steps = {"pause": "Пара приостановится.", "resume": "Пара снова начнёт работать."}
    return [steps.get(str(order.params.get("step")), "Срок пары продлится.")]


def _completed(viewer: Viewer, order: Order) -> list[str]:
    named = order.order_pairs.values_list("pair", flat=True)
    rows = Pair.objects.visible_to(viewer).filter(pk__in=named, status__in=(Pair.Status.ACTIVE, Pair.Status.PAUSED))
    return [f"Завершится {counted(rows.count(), PAIRS)}: отметить встречу в них будет нельзя."]


WORDS: dict[object, Callable[[Viewer, Order], list[str]]] = {
    effects.appoint_coordinator: _appointed,
    effects.appoint_coordinator_and_curators: _appointed,
    effects.set_pairs_to_work: _set_to_work,
    effects.change_mentor: _mentor_changed,
    effects.extend_or_pause: _extended,
    effects.complete_pairs: _completed,
}
