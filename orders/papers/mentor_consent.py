"""The written consent of an employee to be a mentor, and the early refusal of it: ТК РФ, ст. 351.8."""

from core.dates import long_date
from mentoring.models import Person
from orders.grammar import Case, nominative
from orders.papers.blocks import Document, Facts, Gaps, Kind, Text
from orders.papers.people import gendered, in_case, own_hand, to_director, who_of
from orders.papers.sources import PairFacts, Source

LAW = "статья 351.8 Трудового кодекса Российской Федерации"


def consent(facts: PairFacts, source: Source, gaps: Gaps) -> Document:
    """One employee, one pair: content, form, term and pay stand in the paper itself."""
    person = facts.mentor
    agree = gendered(person, "согласен", "согласна", "согласен (согласна)")
    post = gaps.filled(who_of(person), f"должность: {person.short_name}", 28)
    return Document(
        title=f"Согласие работника быть наставником: {person.short_name}",
        author=source.organization.full_name,
        blocks=(
            to_director(source.organization, source.director, person, gaps),
            Kind("СОГЛАСИЕ", f"на выполнение работы по наставничеству ({LAW})"),
            Text(f"Я, {nominative(person).full}, {post}, {agree} выполнять работу по наставничеству:"),
            Facts(_terms(facts, gaps)),
            Text(
                "Мне разъяснено: содержание, сроки, форма и оплата этой работы указываются в трудовом договоре "
                "или дополнительном соглашении к нему; я могу досрочно отказаться от неё, а работодатель досрочно "
                "отменить поручение, предупредив об этом не менее чем за три рабочих дня."
            ),
            own_hand(person),
        ),
    )


def _terms(facts: PairFacts, gaps: Gaps) -> tuple[tuple[str, str], ...]:
    pair, name = facts.pair, facts.mentor.short_name
    mentees = "; ".join(_named(person) for person in facts.mentees)
    start, end = gaps.day(pair.starts_on, f"начало работы: {name}"), gaps.day(pair.ends_on, f"конец работы: {name}")
    addendum = gaps.filled(pair.addendum, f"номер соглашения: {name}", 8)
    signed = gaps.day(pair.addendum_on, f"дата соглашения: {name}")
    return (
        ("Наставляемый (наставляемые)", gaps.filled(mentees, f"наставляемый: {name}", 30)),
        ("Содержание работы", gaps.filled(pair.theme or pair.goal, f"содержание работы: {name}", 30)),
        ("Форма", pair.get_form_display()),
        ("Срок", f"с {start} по {end}"),
        ("Размер и условия выплаты", gaps.filled(pair.pay, f"размер выплаты: {name}", 30)),
        ("Дополнительное соглашение", f"№\u00a0{addendum} от {signed}"),
    )


def _named(person: Person) -> str:
    return ", ".join(part for part in (nominative(person).full, who_of(person)) if part)


def refusal(facts: PairFacts, source: Source, gaps: Gaps) -> Document:
    """«Прошу освободить меня»: at least three working days before the last one."""
    person, name = facts.mentor, facts.mentor.short_name
    whom = ", ".join(in_case(mentee, Case.INS) for mentee in facts.mentees)
    orders = f" ({', '.join(f'приказ {order}' for order in facts.orders)})" if facts.orders else ""
    reason = source.words.get("reason", "")
    warned = gendered(person, "предупреждён", "предупреждена", "предупреждён(а)")
    day = long_date(facts.pair.notice_until) if facts.pair.notice_until else gaps.day(None, f"с какого дня: {name}")
    return Document(
        title=f"Отказ от наставничества: {name}",
        author=source.organization.full_name,
        blocks=(
            to_director(source.organization, source.director, person, gaps),
            Kind("ЗАЯВЛЕНИЕ", "о досрочном отказе от наставничества"),
            Text(
                f"Прошу с {day} освободить меня от обязанностей наставника над "
                f"{gaps.filled(whom, f'наставляемый: {name}', 30)}{orders}."
            ),
            Text(f"Причина: {gaps.filled(reason, 'причина отказа', 50)}."),
            Text(
                f"О том, что отказ подаётся не менее чем за три рабочих дня ({LAW}), {warned}. "
                "Материалы работы с наставляемым передам куратору."
            ),
            own_hand(person),
        ),
    )
