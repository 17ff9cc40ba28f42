"""Papers as files: the draft to look at, to edit in Word, the stored original."""

from urllib.parse import quote

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core import tenancy
from core.errors import DomainError
from core.viewer import Request, Viewer
from orders import actions
from orders.blocks import Paper
from orders.docx.writing import paper_docx
from orders.drafts.agreeing import agreements_of, with_agreements
from orders.models import Order, OrderFile
from orders.printing.render import cancelled_pdf, draft_pdf, is_long
from orders.queries import own_orders, paper_of
from orders.tasks import print_order

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(Permission.ORDER_VIEW)
@require_GET
def order_preview(request: Request, pk: int) -> HttpResponse:
    """The draft as PDF, marked «ПРОЕКТ»."""
    order = get_object_or_404(own_orders(request.viewer).unregistered(), pk=pk)
    paper = _draft(order)
    if is_long(paper):
        messages.error(request, "Приложение слишком длинное для просмотра: файл появится после регистрации.")
        return redirect(order)
    try:
        return _pdf(draft_pdf(paper), f"Проект приказа {order.pk}")
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(order)


def _draft(order: Order) -> Paper:
    """As it is now, with the lines of who was asked to agree."""
    text = paper_of(order)
    return with_agreements(text, agreements_of(order, text))


@requires(Permission.ORDER_VIEW)
@require_GET
def order_docx(request: Request, pk: int) -> HttpResponse:
    """For Word: a registered order as it was stored, a draft as it is now."""
    order = get_object_or_404(own_orders(request.viewer), pk=pk)
    if not order.is_registered:
        return _file(paper_docx(_draft(order), at=timezone.now()), f"Проект приказа {order.pk}.docx", DOCX)
    stored = order.files.filter(kind=OrderFile.Kind.DOCX).first()
    at = order.registered_at or timezone.now()
    content = bytes(stored.content) if stored else paper_docx(paper_of(order), at=at)
    return _file(content, f"{_name(order)}.docx", DOCX)


@requires(Permission.ORDER_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def order_file(request: Request, pk: int) -> HttpResponse:
    """The stored bytes and nothing else. POST prints a file that a stopped process left out."""
    order = get_object_or_404(own_orders(request.viewer).registered(), pk=pk)
    if request.method == "POST":
        return _print_again(request, order)
    stored = get_object_or_404(order.files.filter(kind=OrderFile.Kind.PDF))
    return _pdf(bytes(stored.content), _name(order))


@requires(Permission.ORDER_VIEW)
@require_GET
def order_print(request: Request, pk: int) -> HttpResponse:
    """A cancelled order with «ОТМЕНЁН» across its pages, made anew each time."""
    order = get_object_or_404(own_orders(request.viewer).registered().cancelled(), pk=pk)
    try:
        return _pdf(cancelled_pdf(paper_of(order)), f"{_name(order)} (отменён)")
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(order)


@requires(Permission.ORDER_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def order_site(request: Request, pk: int) -> HttpResponse:
    """The copy for the site; POST makes it."""
    order = get_object_or_404(own_orders(request.viewer).registered(), pk=pk)
    if request.method == "POST":
        try:
            actions.ensure_site_copy(order, by=request.viewer, now=timezone.now())
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "Копия для сайта готова. Прочитайте её, прежде чем публиковать.")
        return redirect(order)
    stored = get_object_or_404(order.files.filter(kind=OrderFile.Kind.SITE))
    return _pdf(bytes(stored.content), f"{_name(order)} (копия для сайта)")


def _print_again(request: Request, order: Order) -> HttpResponse:
    if is_long(paper_of(order)):
        print_after_commit(order, request.viewer)
        messages.success(request, "Файл готовится. Обновите страницу через минуту.")
        return redirect(order)
    try:
        actions.ensure_order_file(order, by=request.viewer, now=timezone.now())
        messages.success(request, "Файл готов.")
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(order)


def print_after_commit(order: Order, viewer: Viewer) -> None:
    """Outside the transaction that holds the journal row; whatever fails here leaves the order registered."""
    long = is_long(paper_of(order))

    def print_now() -> None:
        if long:
            print_order.delay(order.pk)
            return
        with tenancy.tx(viewer.scope):
            actions.ensure_order_file(order, by=viewer, now=timezone.now())

    transaction.on_commit(print_now, robust=True)


def _name(order: Order) -> str:
    return f"Приказ {order.number} от {order.dated_on:%d.%m.%Y}"


def _pdf(content: bytes, name: str) -> HttpResponse:
    return _file(content, f"{name}.pdf", "application/pdf", shown="inline")


def _file(content: bytes, name: str, kind: str, shown: str = "attachment") -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(name)}",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
