"""A municipality of forty schools of the load, and what a browser would do in it."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from reports.actions.counting import count_figures
from reports.load import fill
from schools.models import Organization
from tests import factories

TODAY = date(2026, 11, 21)
FORTY = 40 / 3000  # of the schools of a region of the load


@pytest.fixture
def town(db: None) -> Organization:
    """Forty schools counted a moment ago."""
    with tenancy.tx(SYSTEM), connection.cursor() as cursor:
        fill(cursor, FORTY, 1, TODAY, password="!")
        place = Organization.objects.get(level="municipality")
    count_figures(place, now=timezone.now())
    return place


def signed_in(organization: Organization, role: Role) -> Client:
    with tenancy.tx(SYSTEM):
        person = factories.make_membership(organization, role)
    client = Client()
    client.force_login(person.account)
    return client


def followed(client: Client, page: str, link: str) -> str:
    """Where a click on the link of a page leads."""
    found = re.search(link, client.get(page).content.decode())
    assert found, link
    return found[1].replace("&amp;", "&")
