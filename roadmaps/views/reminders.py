"""The rules of reminders of the own organization, and whom they reach tomorrow."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.http import render_form
from core.viewer import Request
from roadmaps.actions.reminder_rules import set_reminder_rules
from roadmaps.forms.reminders import ReminderRulesForm
from roadmaps.queries.reminder_plans import inherited_by, rules_of
from roadmaps.queries.reminder_preview import preview_of


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_rules(request: Request) -> HttpResponse:
    viewer = request.viewer
    own = viewer.organization
    form = ReminderRulesForm(request.POST or None, rules=rules_of(own), above=inherited_by(own))
    if form.is_valid():
        set_reminder_rules(own, form.cleaned_data, by=viewer)
        messages.success(request, "Правила напоминаний сохранены.")
        return redirect("reminder_rules")
    context = {"preview": preview_of(viewer, timezone.now())}
    return render_form(request, "roadmaps/reminder_rules.html", form, context)


@requires(Permission.SETTINGS_EDIT)
@require_safe
def reminder_preview(request: Request) -> HttpResponse:
    context = {"preview": preview_of(request.viewer, timezone.now())}
    return render(request, "roadmaps/reminder_preview.html", context)
