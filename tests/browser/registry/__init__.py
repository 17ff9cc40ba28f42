"""Every page: who opens it, in which states. An address without a page of its own stands in WITHOUT_PAGE."""

from tests.browser.registry.case import Case
from tests.browser.registry.coordinator import COORDINATOR
from tests.browser.registry.guests import GUEST
from tests.browser.registry.maps import ANSWERER, DRAFTER, IMPORTER, SENDER
from tests.browser.registry.officials import COUNTRY, ENDORSER, REGION, TOWN
from tests.browser.registry.people import DIRECTOR, MENTEE, MENTOR, PSYCHOLOGIST
from tests.browser.registry.reports import REGION_FIGURES, SCHOOL_FIGURES, TOWN_FIGURES
from tests.browser.registry.without import WITHOUT_PAGE

__all__ = ["PAGES", "WITHOUT_PAGE", "Case"]

PAGES: dict[str, tuple[Case, ...]] = {
    "": GUEST,
    "coordinator": COORDINATOR + SCHOOL_FIGURES,
    "coordinator2": DRAFTER,
    "coordinator4": IMPORTER,
    "director": DIRECTOR,
    "mentee": MENTEE,
    "mentor": MENTOR,
    "psychologist": PSYCHOLOGIST,
    "town": TOWN + TOWN_FIGURES,
    "country": COUNTRY + ENDORSER,
    "coordinator5": SENDER,
    "coordinator6": ANSWERER,
    "region": REGION + REGION_FIGURES,
}
