"""The agreement with a partner that gives mentors."""

from mentoring.models import Partner
from orders.grammar import Case, decline, nominative
from orders.papers.blocks import Block, Caption, Document, Gaps, Kind, Parties, Points, Requisites, Text
from orders.papers.people import gendered
from orders.papers.sources import Source

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "1. Предмет соглашения",
        (
            "Стороны сотрудничают в наставничестве: Партнёр направляет своих работников наставниками, Организация "
            "включает их в свою программу наставничества и сопровождает их работу.",
            "Соглашение безвозмездное и не ведёт к финансовым обязательствам Сторон.",
        ),
    ),
    (
        "2. Организация обязуется",
        (
            "Подобрать наставляемых с их согласия и с согласия законных представителей несовершеннолетних.",
            "Познакомить наставников с положением о наставничестве, обучить их и назначить куратора.",
            "Вести учёт встреч и сообщать Партнёру о результатах без персональных данных наставляемых.",
        ),
    ),
    (
        "3. Партнёр обязуется",
        (
            "Направить наставников, у которых нет запрета работать с несовершеннолетними "
            "(статья 351.1 Трудового кодекса Российской Федерации).",
            "Дать наставникам время для встреч и, если нужно, провести их у себя, соблюдая правила безопасности.",
            "Сообщить Организации не позднее чем за три рабочих дня, если наставник не сможет продолжать работу.",
        ),
    ),
    (
        "4. Персональные данные",
        (
            "Каждая Сторона обрабатывает персональные данные только для целей соглашения, с согласия их субъектов, "
            "и защищает их по законодательству Российской Федерации.",
            "Фотографии и сведения об участниках публикуются только с отдельного согласия на распространение.",
        ),
    ),
)


def agreement(partner: Partner, source: Source, gaps: Gaps) -> Document:
    words, organization = source.words, source.organization
    whose = gaps.filled(words.get("partner_head", ""), "кто подписывает от партнёра", 30)
    until = gaps.filled(words.get("until", ""), "срок действия", 18)
    number = gaps.filled(words.get("number", ""), "номер соглашения", 6)
    sections: list[Block] = []
    for number_of, (caption, points) in enumerate(SECTIONS, 1):
        sections += [Caption(caption), Points(points, f"{number_of}.")]
    return Document(
        title=f"Соглашение о сотрудничестве: {partner.name}"[:250],
        author=organization.full_name,
        blocks=(
            Kind("СОГЛАШЕНИЕ", f"о сотрудничестве в наставничестве №\u00a0{number}"),
            Requisites(gaps.filled(words.get("date", ""), "дата соглашения", 18), "", organization.place),
            Text(_preamble(partner, source, whose, gaps)),
            *sections,
            Caption("5. Срок и порядок действия"),
            Points(
                (
                    f"Соглашение действует с даты подписания до {until}; любая Сторона может его прекратить, "
                    "письменно предупредив другую за 30 дней.",
                    "Соглашение составлено в двух экземплярах, по одному для каждой Стороны.",
                ),
                "5.",
            ),
            Caption("6. Реквизиты и подписи"),
            Parties(_our_side(source, gaps), _their_side(partner, gaps)),
        ),
    )


def _preamble(partner: Partner, source: Source, whose: str, gaps: Gaps) -> str:
    head = f"директора {decline(source.director, Case.GEN).full}" if source.director else ""
    acting = gendered(source.director, "действующего", "действующей", "действующего(ей)")
    ours = gaps.filled(head, "директор организации", 30)
    return (
        f"{source.organization.full_name} (далее – Организация) в лице {ours}, {acting} на основании устава, "
        f"и {partner.name} (далее – Партнёр) в лице {whose}, вместе – Стороны, заключили соглашение о следующем."
    )


def _our_side(source: Source, gaps: Gaps) -> tuple[str, ...]:
    organization = source.organization
    name = nominative(source.director).in_signature if source.director else ""
    return (
        organization.full_name,
        f"Адрес: {gaps.filled(organization.address, 'адрес организации', 20)}",
        f"ИНН {gaps.filled(organization.tax_number, 'ИНН организации', 12)}",
        f"Директор ______________ {name}".rstrip(),
        "М.П.",
    )


def _their_side(partner: Partner, gaps: Gaps) -> tuple[str, ...]:
    return (
        partner.name,
        "Адрес: ____________________",
        f"ИНН {gaps.filled(partner.tax_number, 'ИНН партнёра', 12)}",
        "______________ / ______________",
        "М.П.",
    )
