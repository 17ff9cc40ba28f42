"""Words that the program declines without being sure: a person looks once, the answer is remembered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.http import render_form
from core.viewer import Request
from orders import actions
from orders.drafts.checking import unsure_words
from orders.forms.words import WordsForm
from orders.queries import own_orders, paper_of


@requires(Permission.ORDER_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def order_words(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(own_orders(request.viewer).drafts(), pk=pk)
    doubts = unsure_words(request.viewer, order, paper_of(order))
    if not doubts:
        return redirect(order)
    form = WordsForm(request.POST or None, doubts=doubts)
    if form.is_valid():
        try:
            actions.confirm_words(order, form.confirmed, by=request.viewer)
        except actions.NotDraft as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "Склонение записано: в других приказах эти слова будут такими же.")
        return redirect(order)
    return render_form(request, "orders/order_words.html", form, {"order": order})
