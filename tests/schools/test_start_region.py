"""A new installation: the first region and its first official."""

from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from notifications.models import Letter
from schools import letters
from schools.models import Membership

FORM = {"last_name": "Первый", "first_name": "Пётр", "way": "password", "password": "длинная фраза для входа"}


def test_region_starts_with_an_invitation_that_opens(db, client):
    call_command("start_region", "Новая область", "Министерство образования", "first@example.org", stdout=StringIO())
    with tenancy.tx(SYSTEM):
        text = letters.invitation(Viewer(scope=SYSTEM), Letter.objects.get().payload, timezone.now())
    assert client.post(text.link, FORM).status_code == 302

    with tenancy.tx(SYSTEM):
        person = Membership.objects.select_related("organization").get()
    assert (person.roles, person.organization.short_name) == (["region_official"], "Новая область")
    assert client.get("/schools/").status_code == 200
