"""Pages of the whole site: the plain view, help, the year switch, the kit of components, the health check."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import kit, plain_view, years
from core.http import next_address
from core.rights import declare


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def weak_sight(request: HttpRequest) -> HttpResponse:
    back = next_address(request)
    if request.method != "POST":
        values = plain_view.as_values(plain_view.chosen(request))
        return render(request, "core/weak_sight.html", {"questions": plain_view.questions(values), "back": back})
    response = redirect(back)
    if "reset" in request.POST:
        response.delete_cookie(plain_view.COOKIE)
        return response
    marks = plain_view.clean(" ".join(f"{field}-{request.POST.get(field, '')}" for field in plain_view.CHOICES))
    response.set_cookie(
        plain_view.COOKIE,
        marks.replace(" ", "."),
        max_age=plain_view.COOKIE_AGE,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response


@login_not_required
@require_GET
def help_page(request: HttpRequest, name: str) -> HttpResponse:
    """Help of the page with this URL name, else of what its first words name, else the general one."""
    words = name.split("_")
    pages = [f"help/{'_'.join(words[:count])}.html" for count in range(len(words), 0, -1)]
    pages.append("help/default.html")
    return render(request, pages, {"back": next_address(request)})


@require_POST
def year_switch(request: HttpRequest) -> HttpResponse:
    year = request.POST.get("year", "")
    if year in {str(offered) for offered in years.offered_years(timezone.localdate())}:
        request.session[years.SESSION_KEY] = int(year)
    return redirect(next_address(request))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ui_kit(request: HttpRequest) -> HttpResponse:
    """Every component on one page; only where nobody works with real data."""
    if not (settings.DEBUG or settings.LOCAL_PERSONAS):
        raise Http404
    form = kit.SampleForm(request.POST or None)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "core/ui_kit.html", {**kit.samples(timezone.localdate()), "form": form}, status=status)


@login_not_required
@never_cache
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as soon as the middleware could open a transaction."""
    return HttpResponse("ok", content_type="text/plain")


for _view in (weak_sight, help_page, ui_kit, healthz):
    declare(_view, "guest")
declare(year_switch, "signed_in")
