"""«Прошу включить меня в базу наставников»: written by whoever wants to be a mentor."""

from mentoring.queries.people_rows import FORMS
from orders.papers.blocks import Document, Gaps, Kind, Text
from orders.papers.people import gendered, own_hand, to_director
from orders.papers.sources import PersonFacts, Source

TITLE = "Заявление наставника"


def application(facts: PersonFacts, source: Source, gaps: Gaps) -> Document:
    person, year = facts.person, source.year
    ready = gendered(person, "Готов", "Готова", "Готов(а)")
    read = gendered(person, "ознакомлен", "ознакомлена", "ознакомлен(а)")
    forms = "; ".join(FORMS[form].lower() for form in facts.forms)
    helps = ", ".join(facts.card.competences + facts.card.subjects) if facts.card else ""
    name = person.short_name
    return Document(
        title=f"{TITLE}: {name}",
        author=source.organization.full_name,
        blocks=(
            to_director(source.organization, source.director, person, gaps),
            Kind("ЗАЯВЛЕНИЕ"),
            Text(f"Прошу включить меня в базу наставников на {year}/{year + 1} учебный год."),
            Text(f"{ready} работать в форме: {gaps.filled(forms, f'форма наставничества: {name}', 40)}."),
            Text(f"Могу помочь: {gaps.filled(helps, f'чем может помочь: {name}', 48)}."),
            Text(f"С положением о наставничестве и обязанностями наставника {read}, обязуюсь их соблюдать."),
            Text("Согласие на обработку персональных данных оформляю отдельным документом."),
            own_hand(person),
        ),
    )
