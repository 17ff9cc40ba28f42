"""Orders and what stands beside them: journals, links, scans, the archive."""

import hashlib
from datetime import date

from django.core.files.base import ContentFile

from mentoring.models import Pair
from orders.models import (
    ArchivedJournal,
    BankPhrase,
    Blank,
    DocumentTemplate,
    Journal,
    LegalBasis,
    NumberJournal,
    Order,
    OrderAgreement,
    OrderFile,
    OrderLink,
    OrderPair,
    OrderScan,
    OrderText,
    WordForms,
)
from roadmaps.models import Roadmap
from schools.models import Membership
from tests.factories import moment

PDF = b"%PDF-1.4\n%%EOF\n"


def make_order(roadmap: Roadmap, word: str, secret: str = "текст") -> Order:
    """A registered order with its text and its stored print."""
    order = Order.objects.create(
        organization_id=roadmap.organization_id,
        kind="roadmap_approval",
        title=f"Об утверждении карты {word}",
        status="registered",
        number=f"71-{word}",
        ordinal=71,
        dated_on=date(2026, 9, 1),
        year=2026,
        roadmap=roadmap,
        check_code=f"check{roadmap.organization_id}",
        registered_at=moment("2026-09-01 09:00"),
    )
    content = f"%PDF-1.4 {secret}".encode()
    OrderText.objects.create(
        organization_id=roadmap.organization_id, order=order, content={"title": secret}, sha256="0" * 64
    )
    OrderFile.objects.create(
        organization_id=roadmap.organization_id,
        order=order,
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        engine="test",
        created_at=moment("2026-09-01 09:00"),
    )
    NumberJournal.objects.create(organization_id=roadmap.organization_id, year=2026, last=71)
    return order


def make_draft_order(roadmap: Roadmap, word: str, secret: str = "текст") -> Order:
    order = Order.objects.create(
        organization_id=roadmap.organization_id,
        kind="roadmap_approval",
        title=f"Черновик приказа {word}",
        roadmap=roadmap,
    )
    OrderText.objects.create(organization_id=roadmap.organization_id, order=order, content={"title": secret})
    return order


def make_order_pair(order: Order, pair: Pair) -> OrderPair:
    row = OrderPair(organization_id=order.organization_id, order=order, pair=pair)
    row.save(force_insert=True)
    return row


def make_order_records(
    order: Order, draft: Order, member: Membership, secret: str
) -> tuple[OrderScan, ArchivedJournal]:
    owner = {"organization_id": order.organization_id}
    Journal(kind="pupils", pattern="{n}-к", **owner).save(force_insert=True)
    OrderLink(order=draft, target=order, kind="amends", **owner).save(force_insert=True)
    OrderAgreement(
        order=draft,
        person=member,
        asked_by=member,
        asked_at=moment("2026-09-01 09:00"),
        state="returned",
        remark=f"исправить {secret}",
        decided_at=moment("2026-09-02 09:00"),
        version=1,
        **owner,
    ).save(force_insert=True)
    archived = ArchivedJournal(
        journal="main", year=2020, handed_on=date(2026, 2, 2), inventory="1", orders=1, by_id=member.account_id, **owner
    )
    archived.save(force_insert=True)
    return make_scan(order, member, name=f"скан {secret}.pdf"), archived


def make_words(order: Order, word: str, secret: str) -> BankPhrase:
    """A row in each table of the words of papers."""
    owner, at = {"organization_id": order.organization_id}, moment("2026-09-01 09:00")
    since = {"effective_from": date(2026, 9, 1), "created_at": at}
    content = {"title": f"О своём {word}", "preamble": "", "lines": []}
    DocumentTemplate(kind="free", version=1, content=content, **since, **owner).save(force_insert=True)
    Blank(version=1, own_lines=f"Бланк {word}", **since, **owner).save(force_insert=True)
    LegalBasis(name=f"приказ {word}", **owner).save(force_insert=True)
    phrase = BankPhrase(text=f"Провести {word}.", created_at=at, **owner)
    phrase.save(force_insert=True)
    cases = dict.fromkeys(("gen", "dat", "acc", "ins", "prep"), secret)
    WordForms(subject="person", text=secret, **cases, **owner).save(force_insert=True)
    return phrase


def make_scan(order: Order, member: Membership, name: str = "скан.pdf") -> OrderScan:
    row = OrderScan(
        organization_id=order.organization_id,
        order=order,
        name=name,
        size=len(PDF),
        content_type="application/pdf",
        sha256=hashlib.sha256(PDF).hexdigest(),
        uploaded_by_id=member.account_id,
        uploaded_at=moment("2026-09-02 09:00"),
    )
    row.file.save("скан", ContentFile(PDF), save=False)
    row.save(force_insert=True)
    return row
