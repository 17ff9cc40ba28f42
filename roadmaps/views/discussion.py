"""Messages about an activity."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from roadmaps.actions import discussion as verbs
from roadmaps.forms.discussion import CommentForm
from roadmaps.models import Activity, Comment
from roadmaps.queries.discussion import colleagues_of


@requires(Permission.ACTIVITY_DISCUSS)
@require_http_methods(["GET", "HEAD", "POST"])
def comment_add(request: Request, pk: int) -> HttpResponse:
    """A page of its own, so that colleagues can be picked; the activity's page sends its short form here."""
    rows = Activity.objects.visible_to(request.viewer).select_related("stage", "roadmap", "organization")
    activity = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, activity)
    form = CommentForm(request.POST or None, colleagues=colleagues_of(request.viewer, activity.organization))
    if request.method == "POST" and form.is_valid():
        try:
            comment = verbs.add_comment(
                activity,
                text=form.cleaned_data["text"],
                mentions=form.wanted,
                by=request.viewer,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect(f"{activity.get_absolute_url()}#comment-{comment.pk}")
    return render_form(request, "roadmaps/comment_add.html", form, {"activity": activity})


@requires(Permission.ACTIVITY_DISCUSS)
@require_POST
def comment_remove(request: Request, pk: int) -> HttpResponse:
    rows = Comment.objects.visible_to(request.viewer).select_related("activity")
    comment = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, comment)
    try:
        verbs.remove_comment(comment, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Сообщение удалено.")
    return redirect(f"{comment.activity.get_absolute_url()}#discussion")
