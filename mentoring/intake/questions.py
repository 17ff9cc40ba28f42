"""What a questionnaire asks: fixed kinds of questions, one group a page. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from mentoring.models import Guardian, MentoringForm, Person, Side, TimeSlot

LINE, NAME_LINE, CLASS_LINE = 200, 100, 20  # characters, as the cards of the base hold them
LONGEST_TEXT = 500  # characters of an open answer: the draft has to fit into a cookie
MOST_OWN_QUESTIONS = 5


class Kind(StrEnum):
    """How a question is answered."""

    LINE = "line"
    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    BIRTH = "birth"
    ONE = "one"
    MANY = "many"
    YES_NO = "yes_no"
    SCALE = "scale"
    WORDS = "words"


# What a curator may add, with the name it has in the builder.
OWN_KINDS = {
    Kind.LINE: "одна строка",
    Kind.TEXT: "несколько строк, до 500 знаков",
    Kind.ONE: "один вариант",
    Kind.MANY: "несколько вариантов",
    Kind.YES_NO: "да или нет",
    Kind.SCALE: "оценка от 1 до 10",
}


@dataclass(frozen=True)
class Question:
    """`key` names the answer; `options` are (value, words) of the kinds ONE and MANY.

    `about` is the label as the staff reads it beside the answer, where the question speaks to the guest.
    """

    key: str
    label: str
    kind: Kind = Kind.LINE
    required: bool = True
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    autocomplete: str = ""
    longest: int = LINE
    about: str = ""

    @property
    def name(self) -> str:
        return self.about or self.label


@dataclass(frozen=True)
class Page:
    key: str
    title: str
    questions: tuple[Question, ...]


Options = tuple[tuple[str, str], ...]


def options_of(choices: Iterable[tuple[Any, Any]]) -> Options:
    return tuple((str(value), str(label)) for value, label in choices)


NAME = (
    Question("last_name", "Фамилия", autocomplete="family-name", longest=NAME_LINE),
    Question("first_name", "Имя", autocomplete="given-name", longest=NAME_LINE),
    Question("patronymic", "Отчество", required=False, help="Если есть.", autocomplete="additional-name",
             longest=NAME_LINE),
    Question("gender", "Пол", Kind.ONE, help="Нужен, чтобы документы были написаны правильно.",
             options=options_of(Person.Gender.choices)),
    Question("birth_date", "Дата рождения", Kind.BIRTH, help="Например, 12.05.1985.", autocomplete="bday"),
)  # fmt: skip
CLASS = Question("class_name", "Класс", help="Например, 8 «Б».", longest=CLASS_LINE)
CHILD_LABELS = {"last_name": "Фамилия ребёнка", "first_name": "Имя ребёнка", "patronymic": "Отчество ребёнка"}
CHILD = (*(replace(q, label=CHILD_LABELS.get(q.key, q.label), autocomplete="") for q in NAME), CLASS)
PARENT = (
    Question("guardian_last_name", "Ваша фамилия", autocomplete="family-name", longest=NAME_LINE,
             about="Фамилия представителя"),
    Question("guardian_first_name", "Ваше имя", autocomplete="given-name", longest=NAME_LINE,
             about="Имя представителя"),
    Question("guardian_patronymic", "Ваше отчество", required=False, help="Если есть.", autocomplete="additional-name",
             longest=NAME_LINE, about="Отчество представителя"),
    Question("relation", "Кем вы приходитесь ребёнку", Kind.ONE, options=options_of(Guardian.Relation.choices),
             about="Кем приходится ребёнку"),
)  # fmt: skip
CONTACT = (
    Question("phone", "Телефон", Kind.PHONE, help="Как вам удобно написать.", autocomplete="tel"),
    Question("email", "Эл. почта", Kind.EMAIL, required=False, help="Сюда придёт ответ.", autocomplete="email"),
)
SUBJECTS = Question("subjects", "Предметы или сферы", Kind.WORDS, required=False, help="Через запятую.")
POSITION = Question("position", "Должность", help="Например, учитель математики.", autocomplete="organization-title")
WORKPLACE = Question("workplace", "Место работы или учёбы", autocomplete="organization")
WHO = Question(
    "kind",
    "Кто вы",
    Kind.ONE,
    about="Кто",
    options=options_of(
        (kind.value, kind.label)
        for kind in Person.Kind
        if kind not in (Person.Kind.PUPIL, Person.Kind.TEACHER)
    ),
)  # fmt: skip
OFFER = (
    Question("competences", "Чем вы можете помочь", Kind.WORDS, help="Главное, через запятую.",
             about="Чем может помочь"),
    Question("achievements", "Ваши достижения", Kind.TEXT, required=False, help="Только важное для программы.",
             about="Достижения"),
    Question("interests", "Ваши интересы", Kind.WORDS, required=False, help="Через запятую.", about="Интересы"),
)  # fmt: skip
WANT = (
    Question("request", "Что вам нужно от наставника", Kind.TEXT, help="Одно или два предложения.",
             about="Что нужно от наставника"),
    Question("interests", "Интересы", Kind.WORDS, required=False, help="Через запятую."),
    Question("wishes", "Каким вы видите наставника", Kind.TEXT, required=False, about="Каким видит наставника"),
)  # fmt: skip
SLOTS = Question("slots", "Когда удобно встречаться", Kind.MANY, options=options_of(TimeSlot.choices))
TIME = Question(
    "time_resource",
    "Сколько времени вы готовы уделять",
    Kind.ONE,
    about="Сколько времени готов уделять",
    options=options_of(
        (words, words) for words in ("раз в неделю", "два раза в неделю", "раз в две недели", "раз в месяц")
    ),
)
CAPACITY = Question(
    "capacity",
    "Скольких наставляемых вы готовы взять",
    Kind.ONE,
    options=(("1", "1"), ("2", "2"), ("3", "3")),
    about="Скольких готов взять",
)
FORMS_OF: dict[str, tuple[MentoringForm, ...]] = {
    "teacher": (MentoringForm.TEACHER_TEACHER, MentoringForm.TEACHER_PUPIL),
    "pupil": (MentoringForm.PUPIL_PUPIL,),
    "partner": (MentoringForm.EMPLOYER_PUPIL, MentoringForm.STUDENT_PUPIL, MentoringForm.EMPLOYER_STUDENT),
}


def forms_question(audience: str) -> Question:
    offered = FORMS_OF.get(audience, ())
    options = options_of((f.value, f.label) for f in offered)
    return Question("forms", "С кем вы хотите работать", Kind.MANY, options=options, about="С кем хочет работать")


def pages_of(audience: str, side: str, own: Sequence[dict[str, Any]] = (), *, minor: bool = False) -> list[Page]:
    """The pages of an audience. A minor who answers alone is asked for the least: the rest after the parent's consent.

    `own` are the curator's questions as `IntakeLink.questions` keeps them.
    """
    for_child = audience == "parent"
    pages = [Page("parent", "Кто вы", PARENT)] if for_child else []
    pages.append(Page("name", "Как зовут ребёнка" if for_child else "Как вас зовут", CHILD if for_child else NAME))
    pages.append(Page("contact", "Как с вами связаться", CONTACT))
    if not for_child:
        pages.append(_about(audience))
    if side == Side.MENTEE:
        pages.append(Page("request", "Что нужно", WANT[:1] if minor else WANT))
    elif not minor:
        pages.append(Page("offer", "Чем вы можете помочь", OFFER))
    if not minor:
        pages.append(_when(audience, side))
        if questions := own_questions(own):
            pages.append(Page("more", "Ещё несколько вопросов", questions))
    return pages


def _about(audience: str) -> Page:
    if audience == "teacher":
        return Page("about", "О вас", (POSITION, SUBJECTS))
    if audience == "partner":
        return Page("about", "О вас", (WHO, WORKPLACE, replace(POSITION, required=False)))
    return Page("about", "О школе", (CLASS,))


def _when(audience: str, side: str) -> Page:
    if side == Side.MENTEE:
        return Page("when", "Когда удобно", (SLOTS,))
    forms = forms_question(audience)
    asked = (SLOTS, TIME, CAPACITY, *((forms,) if len(forms.options) > 1 else ()))
    return Page("when", "Когда и с кем", asked)


def own_questions(own: Sequence[dict[str, Any]]) -> tuple[Question, ...]:
    """The curator's questions: {"label", "kind", "options", "required"}, at most five."""
    return tuple(
        Question(
            key=f"own{number}",
            label=str(row["label"]),
            kind=Kind(row["kind"]),
            required=bool(row.get("required")),
            options=tuple((str(words), str(words)) for words in row.get("options", ())),
        )
        for number, row in enumerate(own[:MOST_OWN_QUESTIONS], start=1)
    )
