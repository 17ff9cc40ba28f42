"""Settings of the journals."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.http import render_form
from core.viewer import Request
from orders import actions
from orders.forms.registering import JournalsForm
from orders.journals import journals_of


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def journal_edit(request: Request) -> HttpResponse:
    journals = journals_of(request.viewer, request.viewer.organization.pk)
    form = JournalsForm(request.POST or None, journals=journals)
    if form.is_valid():
        actions.settle_journals(form.rows, by=request.viewer)
        messages.success(request, "Журналы сохранены. Номера, которые уже даны, не меняются.")
        return redirect("journal_edit")
    return render_form(request, "orders/journal_edit.html", form)
