"""All kinds of papers beside orders, in the order of the page that lists them."""

from dataclasses import dataclass

from accounts.roles import Permission, Role
from core.dates import long_date
from mentoring.models import Side
from orders.grammar import nominative
from orders.papers.agreement import agreement
from orders.papers.application import application
from orders.papers.awards import CERTIFICATE, DIPLOMA, THANKS, award_document
from orders.papers.extract import extract
from orders.papers.invitation import invitation
from orders.papers.kinds import Ask, PaperKind, Subject
from orders.papers.mentor_consent import consent, refusal
from orders.papers.minutes import minutes
from orders.papers.reference import reference
from orders.papers.sources import Source
from orders.papers.year_report import year_report

PERSON_CARD = "карточка человека, список участников"
PAIR_CARD = "карточка пары, список пар"


def _year(source: Source) -> str:
    return f"{source.year}/{source.year + 1} учебном году"


def _director(source: Source) -> str:
    return nominative(source.director).in_signature if source.director else ""


def _secretary(source: Source) -> str:
    person = source.holder(Role.CURATOR) or source.holder(Role.COORDINATOR)
    return nominative(person).in_signature if person else ""


def _deed(label: str, words: str) -> Ask:
    return Ask("deed", label, lambda source: f"{words} в {_year(source)}", rows=3, longest=400)


FIRST = Ask("first", "Первый номер", help="Пусто: бумаги без номеров. Остальные пойдут по порядку", longest=6)
NUMBER = Ask("number", "Номер", longest=20)
TODAY = Ask("date", "Дата", lambda source: long_date(source.today), longest=40)

KINDS: dict[str, PaperKind] = {
    kind.key: kind
    for kind in (
        PaperKind(
            "certificate",
            "Сертификат",
            "Участнику программы",
            Subject.PERSON,
            Permission.PERSON_VIEW,
            award_document(CERTIFICATE),
            PERSON_CARD,
            (_deed("Принял участие…", "в программе наставничества"), FIRST),
            form=CERTIFICATE,
        ),
        PaperKind(
            "diploma",
            "Грамота",
            "За победу, за вклад",
            Subject.PERSON,
            Permission.PERSON_VIEW,
            award_document(DIPLOMA),
            PERSON_CARD,
            (_deed("Награждается за…", "активное участие в программе наставничества"), FIRST),
            form=DIPLOMA,
        ),
        PaperKind(
            "thanks",
            "Благодарственное письмо",
            "Наставнику, родителям",
            Subject.PERSON,
            Permission.PERSON_VIEW,
            award_document(THANKS),
            PERSON_CARD,
            (_deed("Благодарность за…", "вклад в развитие наставничества"), FIRST),
            form=THANKS,
        ),
        PaperKind(
            "invitation",
            "Приглашение",
            "На мероприятие программы",
            Subject.PERSON,
            Permission.PERSON_VIEW,
            invitation,
            PERSON_CARD,
            (
                Ask("event", "Мероприятие", help="Например: итоговая встреча наставников"),
                Ask("when", "Когда", help="Например: 25 мая 2027 г. в 15:00"),
                Ask("where", "Где", lambda source: source.organization.address),
                Ask("more", "Что ещё сказать", rows=3, longest=1000),
            ),
        ),
        PaperKind(
            "application",
            "Заявление наставника",
            "Прошу включить в базу",
            Subject.PERSON,
            Permission.PERSON_VIEW,
            application,
            PERSON_CARD,
            side=Side.MENTOR,
        ),
        PaperKind(
            "year_report",
            "Отчёт наставника за год",
            "По отметкам встреч",
            Subject.PERSON,
            Permission.PERSON_VIEW,
            year_report,
            PERSON_CARD,
            side=Side.MENTOR,
        ),
        PaperKind(
            "reference",
            "Справка для аттестации",
            "О работе наставником",
            Subject.PERSON,
            Permission.PERSON_VIEW,
            reference,
            PERSON_CARD,
            (NUMBER,),
            side=Side.MENTOR,
        ),
        PaperKind(
            "mentor_consent",
            "Согласие работника быть наставником",
            "ТК РФ, статья 351.8",
            Subject.PAIR,
            Permission.PAIR_VIEW,
            consent,
            PAIR_CARD,
        ),
        PaperKind(
            "refusal",
            "Отказ от наставничества",
            "Досрочно, за три рабочих дня",
            Subject.PAIR,
            Permission.PAIR_VIEW,
            refusal,
            PAIR_CARD,
            (Ask("reason", "Причина", rows=2),),
        ),
        PaperKind(
            "agreement",
            "Соглашение с партнёром",
            "Предприятие, вуз, колледж",
            Subject.PARTNER,
            Permission.PERSON_VIEW,
            agreement,
            "список партнёров",
            (
                NUMBER,
                TODAY,
                Ask("partner_head", "Кто подписывает от партнёра", help="Кого: директора Ивановой А.П."),
                Ask("until", "Действует до", longest=60),
            ),
        ),
        PaperKind(
            "extract",
            "Выписка или копия приказа",
            "«Верно», подпись, дата",
            Subject.ORDER,
            Permission.ORDER_VIEW,
            extract,
            "зарегистрированный приказ",
            (
                Ask("clauses", "Номера пунктов", help="Например: 1, 3. Пусто: копия всего приказа", longest=60),
                Ask("post", "Должность того, кто заверяет", longest=200),
                Ask("name", "Инициалы и фамилия", longest=120, help="Пусто: директор"),
            ),
        ),
        PaperKind(
            "minutes",
            "Протокол заседания",
            "Педсовет, совет наставников",
            Subject.NONE,
            Permission.ORDER_PREPARE,
            minutes,
            "документы",
            (
                Ask("body", "Заседание…", lambda source: "педагогического совета"),
                NUMBER,
                TODAY,
                Ask("chair", "Председатель", _director),
                Ask("secretary", "Секретарь", _secretary),
                Ask("present", "Присутствовали", rows=3, longest=1000),
                Ask("agenda", "Повестка дня", rows=4, longest=3000, help="Вопрос на строку"),
                Ask("decisions", "Решения", rows=4, longest=3000, help="По строке на вопрос; пусто: линии для записи"),
            ),
        ),
    )
}


@dataclass(frozen=True)
class Elsewhere:
    """A paper of the programme that another page prints already."""

    noun: str
    about: str
    page: str  # URL name
    permission: Permission


ELSEWHERE = (
    Elsewhere("Согласия на обработку данных", "Бланки с QR, до 5 000 за раз", "consent_matrix", Permission.PERSON_VIEW),
    Elsewhere("Программа и план пары", "На странице пары, PDF и Word", "pair_list", Permission.PAIR_VIEW),
    Elsewhere("Дневник наставника", "На странице пары, по отметкам встреч", "pair_list", Permission.PAIR_VIEW),
)
