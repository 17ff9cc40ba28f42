"""«Напомнить»: a letter to the mentor, or words for a chat."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.audit import record
from core.dates import long_date
from core.errors import DomainError
from core.viewer import Request
from mentoring.actions.pair_reminders import remind_mentor
from mentoring.queries.health import health_of, held_meetings, life_of
from mentoring.queries.pairs import members_of, pair_title, pairs_of
from mentoring.views.fetching import clock


@requires(Permission.PAIR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def pair_remind(request: Request, pk: int) -> HttpResponse:
    """Shows why and what is said before anything is sent."""
    pair = get_object_or_404(pairs_of(request.viewer).select_related("mentor"), pk=pk)
    refuse_foreign(request.viewer, pair)
    now, today = clock(request)
    if request.method == "POST":
        try:
            remind_mentor(pair, by=request.viewer, now=now)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "Наставнику отправлено напоминание.")
            return redirect("pair_detail", pk)
    members = members_of(request.viewer, [pk]).get(pk, [])
    met = life_of(pair, held_meetings([pk]).get(pk, {})).last_met
    words = f"Последняя встреча отмечена {long_date(met)}" if met else "Встреч пока не отмечено"
    record(request.viewer, "pair.viewed", pair, ids=[pair.mentor_id, *(row.mentee_id for row in members)])
    context = {
        "pair": pair,
        "title": pair_title(pair, members),
        "health": health_of([pair], today)[pk],
        "words": f"Добрый день. {words.rstrip('.')}. Удобно ли встретиться на этой неделе?",
    }
    return render(request, "mentoring/pair_remind.html", context)
