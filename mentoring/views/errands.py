"""Errands of the curator."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.audit import record
from core.http import next_address
from core.viewer import Request
from mentoring.actions.errands import close_errand
from mentoring.models import Errand
from mentoring.queries.errands import open_errands

ON_PAGE = 50


@requires(Permission.PERSON_VIEW)
@require_safe
def errand_list(request: Request) -> HttpResponse:
    page = Paginator(open_errands(request.viewer), ON_PAGE).get_page(request.GET.get("page"))
    ids = [row.person_id for row in page.object_list if row.person_id]
    record(request.viewer, "errands.viewed", request.viewer.organization, ids=ids)
    today = request.viewer.organization.local_date(timezone.now())
    return render(request, "mentoring/errand_list.html", {"page_obj": page, "today": today})


@requires(Permission.PERSON_EDIT)
@require_POST
def errand_close(request: Request, pk: int) -> HttpResponse:
    errand = get_object_or_404(Errand.objects.visible_to(request.viewer), pk=pk)
    refuse_foreign(request.viewer, errand)
    close_errand(errand, by=request.viewer, now=timezone.now())
    messages.success(request, "Дело закрыто.")
    return redirect(next_address(request, "errand_list"))
