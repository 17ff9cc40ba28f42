"""Settings of the bases."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.http import render_form
from core.viewer import Request
from mentoring.actions.rules import settle_base_rules
from mentoring.forms.rules import BaseRulesForm
from mentoring.models import BaseRules
from mentoring.queries.rules import Rules, rules_of


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def base_rules(request: Request) -> HttpResponse:
    """Thresholds, terms, topics; an empty answer is inherited."""
    organization = request.viewer.organization
    own = BaseRules.objects.visible_to(request.viewer).filter(organization=organization).first() or BaseRules()
    inherited = rules_of(organization.parent) if organization.parent else Rules()
    initial = model_to_dict(own) | {"clearance_gates": {True: "gate", False: "warn", None: ""}[own.clearance_gates]}
    form = BaseRulesForm(
        request.POST or None, inherited=inherited, of_school=bool(organization.school_id), initial=initial
    )
    if form.is_valid():
        settle_base_rules(form.cleaned_data, by=request.viewer)
        messages.success(request, "Настройки сохранены.")
        return redirect("base_rules")
    return render_form(request, "mentoring/base_rules.html", form, {"topics": inherited.topics})
