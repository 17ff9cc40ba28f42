"""What an organization has not told about itself and a public paper has to say."""

from collections.abc import Collection

from mentoring.models import Purpose
from schools.models import Organization

# 152-ФЗ, ст. 9 ч. 4 п. 3 (name and address of the operator); ст. 10.1 ч. 9 (where the data are disseminated).
NEEDED = (("address", "адрес"), ("tax_number", "ИНН"))
PAGES = ("web_pages", "сайт и страницы в социальных сетях")


def missing_for_consents(organization: Organization, purposes: Collection[str]) -> list[str]:
    """In words, in their order; nothing is missing: an empty list."""
    needed = [*NEEDED, PAGES] if Purpose.DISSEMINATION in purposes else list(NEEDED)
    return [words for name, words in needed if not getattr(organization, name)]
