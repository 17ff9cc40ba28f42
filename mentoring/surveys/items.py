"""The bank of the questions asked before and after: one item, two wordings, for the roles and forms it fits.

Р-145 has the same participants asked twice, by a questionnaire of each form; the words here are the program's own.
"""

from dataclasses import dataclass

from mentoring.intake.questions import Kind
from mentoring.models import MentoringForm as F
from mentoring.models import Voice

ALL = frozenset(F)
PUPILS = frozenset({F.PUPIL_PUPIL, F.TEACHER_PUPIL, F.STUDENT_PUPIL})
AT_WORK = frozenset({F.TEACHER_TEACHER, F.EMPLOYER_PUPIL, F.EMPLOYER_STUDENT})
SKILLS = AT_WORK | {F.STUDENT_PUPIL}
CHILDREN = PUPILS | {F.EMPLOYER_PUPIL}
M, N = Voice.MENTEE, Voice.MENTOR
BOTH = (M, N)
OFTEN = ("очень часто", "часто", "редко", "один-два раза", "никогда")


@dataclass(frozen=True, slots=True)
class Item:
    """`before` or `after` is empty where the item is asked once. `{with_other}`, `{of_other}`, `{other}` stand for the
    other side of the pair. `short` names it in results. Answers of `satisfied` items make up the satisfaction.
    """

    key: str
    page: str
    short: str
    before: str = ""
    after: str = ""
    kind: Kind = Kind.SCALE
    voices: tuple[Voice, ...] = BOTH
    forms: frozenset[F] = ALL
    options: tuple[str, ...] = ()
    required: bool = True
    satisfied: bool = False


TALK, HELP, WORK, SUM, WORDS, START = "talk", "help", "work", "sum", "words", "start"
PAGES = {
    START: "О вас",
    TALK: "Общение и встречи",
    HELP: "Поддержка и план",
    WORK: "Программа",
    SUM: "Главное",
    WORDS: "Своими словами",
}

BEGINNING = (
    Item("experience", START, "Опыт наставничества",
         "Участвовали ли вы раньше в наставничестве?",
         "Был ли у вас опыт наставничества до этой программы?", Kind.YES_NO),
    Item("experience_where", START, "Где был опыт", "Если да, где и в какой роли?", "Если да, где и в какой роли?",
         Kind.TEXT, required=False),
    Item("own_wish", START, "Пришли по своему желанию", "Вы решили участвовать сами?", "", Kind.YES_NO),
    Item("glad", START, "Рады участию", "Рады ли вы, что будете участвовать?", "Рады ли вы, что участвовали?",
         Kind.YES_NO),
)  # fmt: skip
TALKING = (
    Item("comfort", TALK, "Комфорт общения", "Насколько легко, по-вашему, вам будет общаться {with_other}?",
         "Насколько легко вам было общаться {with_other}?", forms=PUPILS),
    Item("personal", TALK, "Польза личных встреч",
         "Насколько полезными и интересными, по-вашему, будут личные встречи?",
         "Насколько полезными и интересными были личные встречи?", forms=PUPILS),
    Item("group", TALK, "Польза общих встреч",
         "Насколько полезными и интересными, по-вашему, будут общие встречи группы?",
         "Насколько полезными и интересными были общие встречи группы?", forms=PUPILS),
)  # fmt: skip
HELPING = (
    Item("support", HELP, "Поддержка наставника", "Насколько вам нужна поддержка наставника?",
         "Насколько вы чувствовали поддержку наставника?", voices=(M,)),
    Item("help", HELP, "Польза помощи", "Насколько полезной, по-вашему, будет помощь наставника?",
         "Насколько полезной была помощь наставника?", voices=(M,)),
    Item("plan", HELP, "Ясность плана", "Насколько вам понятно, чем вы будете заниматься?",
         "Насколько понятным был план вашей работы?", voices=(M,), forms=PUPILS),
    Item("expected", HELP, "Ясность ожиданий наставника", "Насколько вам понятно, чего ждёт от вас наставник?",
         "Насколько понятно было, чего ждёт от вас наставник?", voices=(M,), forms=PUPILS),
    Item("safety", HELP, "Спокойствие рядом с наставником",
         "Насколько спокойно вы рассчитываете чувствовать себя рядом с наставником?",
         "Насколько спокойно вы чувствовали себя рядом с наставником?", voices=(M,), forms=PUPILS),
    Item("leading", HELP, "Лидерство", "Насколько вы рассчитываете проявить себя как лидер?",
         "Насколько вам удалось проявить себя как лидеру?", voices=(N,), forms=PUPILS),
    Item("planning", HELP, "Умение спланировать", "Насколько уверенно вы сможете спланировать работу пары?",
         "Насколько удалось спланировать работу пары?", voices=(N,), forms=PUPILS),
    Item("carrying", HELP, "Выполнение плана", "Насколько полно вы рассчитываете выполнить план?",
         "Насколько полно удалось выполнить план?", voices=(N,), forms=PUPILS),
    Item("involved", HELP, "Включённость наставляемого", "Насколько активным, по-вашему, будет наставляемый?",
         "Насколько активным был наставляемый?", voices=(N,)),
    Item("training", HELP, "Подготовка наставника", "Насколько вам важна понятная подготовка наставников?",
         "Насколько понятной и достаточной была подготовка наставников?", voices=(N,)),
)  # fmt: skip
WORKING = (
    Item("programme", WORK, "Отдача программы", "Насколько результативной, по-вашему, будет программа?",
         "Насколько результативной оказалась программа?", forms=AT_WORK),
    Item("taking_part", WORK, "Удобство участия", "Насколько удобно вам будет участвовать?",
         "Насколько удобно вам было участвовать?", forms=AT_WORK),
    Item("events", WORK, "Организация встреч программы",
         "Насколько хорошо, по-вашему, будут организованы знакомство и общие встречи?",
         "Насколько хорошо были организованы знакомство и общие встречи?", forms=AT_WORK),
    Item("profession", WORK, "Польза для профессии", "Насколько программа поможет освоиться в профессии?",
         "Насколько программа помогла освоиться в профессии?", forms=SKILLS),
    Item("theory", WORK, "Новые знания", "Сколько новых знаний вы ждёте от программы?",
         "Сколько новых знаний дала программа?", forms=AT_WORK),
    Item("practice", WORK, "Навыки на практике", "Сколько навыков вы рассчитываете освоить или передать на деле?",
         "Сколько навыков удалось освоить или передать на деле?", forms=SKILLS),
    Item("often", WORK, "Как часто практика",
         "Как часто, по-вашему, будут проходить открытые уроки, семинары, конкурсы?",
         "Как часто были открытые уроки, семинары, конкурсы?", Kind.ONE, forms=AT_WORK, options=OFTEN),
)  # fmt: skip
SUMMING = (
    Item("joint", SUM, "Совместная работа", "Насколько вам важно, чтобы работать {with_other} было приятно?",
         "Насколько вы довольны совместной работой?", satisfied=True),
    Item("outcome", SUM, "Результат", "Насколько вам важен результат программы?",
         "Насколько вы довольны результатом программы?", satisfied=True),
    Item("came_true", SUM, "Ожидания сбылись", "", "Насколько сбылись ваши ожидания?"),
    Item("go_on", SUM, "Хотят продолжить", "", "Хотели бы вы участвовать дальше?", Kind.YES_NO),
    Item("become", SUM, "Готовы стать наставником", "", "Хотели бы вы сами стать наставником?", Kind.YES_NO,
         voices=(M,)),
    Item("future", SUM, "Яснее будущая профессия", "", "Стало ли вам яснее, кем вы хотите работать?", Kind.YES_NO,
         voices=(M,), forms=CHILDREN),
    Item("clubs", SUM, "Хотят больше участвовать", "", "Захотелось ли вам чаще бывать на кружках и событиях?",
         Kind.YES_NO, voices=(M,), forms=PUPILS),
    Item("learning", SUM, "Узнают новое сами", "", "Стали ли вы больше читать или учиться сами?", Kind.YES_NO,
         voices=(M,), forms=PUPILS),
    Item("stay", SUM, "Хотят здесь работать", "", "Хотели бы вы работать там, где работает ваш наставник?",
         Kind.YES_NO, voices=(M,), forms=AT_WORK),
)  # fmt: skip
SPEAKING = (
    Item("expectations", WORDS, "Ожидания", "Чего вы ждёте от программы?", "Чего вы ждали и что получили?",
         Kind.TEXT, required=False),
    Item("valuable", WORDS, "Самое ценное", "Что для вас будет самым ценным?", "Что было самым ценным?",
         Kind.TEXT, required=False),
    Item("lacking", WORDS, "Чего не хватило", "", "Чего не хватило, что бы вы изменили?", Kind.TEXT, required=False),
)  # fmt: skip
BANK = (*BEGINNING, *TALKING, *HELPING, *WORKING, *SUMMING, *SPEAKING)
