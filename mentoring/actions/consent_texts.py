"""Versions of the words of consents: a change is a new version, and who signed an old one can read it again."""

from datetime import datetime

from django.db import IntegrityError, transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.consents import texts
from mentoring.consents.wording import MONTHS, built_in
from mentoring.models import ConsentText
from schools.models import Organization


class NothingChanged(DomainError):
    message = "Текст и срок остались прежними, новая версия не нужна."


class BadTokens(DomainError):
    message = "Проверьте слова в квадратных скобках."


class WrittenMeanwhile(DomainError):
    message = "Пока вы правили, этот текст изменил другой человек. Обновите страницу."


@transaction.atomic
def wording_of(organization: Organization, purpose: str, signer: str, *, by: Viewer, now: datetime) -> ConsentText:
    """The latest version; the first one is made of the built-in words when somebody needs it."""
    rows = ConsentText.objects.filter(organization=organization, purpose=purpose, signer=signer)
    latest = rows.order_by("-number").first()
    if latest is not None:
        return latest
    text = ConsentText(
        organization=organization,
        purpose=purpose,
        signer=signer,
        number=1,
        body=built_in(purpose, signer),
        months=MONTHS,
        created_at=now,
    )
    ConsentText.objects.bulk_create([text], ignore_conflicts=True)
    return rows.order_by("-number")[0]


@transaction.atomic
def write_text(current: ConsentText, *, body: str, months: int | None, by: Viewer, now: datetime) -> ConsentText:
    """The next version. Raises NothingChanged, BadTokens, WrittenMeanwhile."""
    words = "\n\n".join(texts.paragraphs(body))
    if (words, months) == (current.body, current.months):
        raise NothingChanged
    refuse_bad_tokens(words)
    following = ConsentText(
        organization_id=current.organization_id,
        purpose=current.purpose,
        signer=current.signer,
        number=current.number + 1,
        body=words,
        months=months,
        created_at=now,
        author=by.user,
    )
    try:
        with transaction.atomic():
            following.save(force_insert=True)
    except IntegrityError as error:
        raise WrittenMeanwhile from error
    record(by, "consent_text.written", following, at=now, purpose=following.purpose, number=following.number)
    return following


def refuse_bad_tokens(body: str) -> None:
    """152-ФЗ, ст. 9 ч. 4: a consent without one of its points is void. Raises BadTokens."""
    if unknown := texts.unknown_tokens(body):
        raise BadTokens(f"Нет такого слова-заменителя: [{'], ['.join(unknown)}]. Список есть под полем.")
    if missing := texts.missing_tokens(body):
        raise BadTokens(f"По закону в тексте должно быть: [{'], ['.join(missing)}].")
