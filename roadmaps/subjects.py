"""What an activity is about, guessed by the words of its name, content and result. Pure; a person may correct it.

Rules are tried in order, the narrow ones first; every pattern of a rule has to be met by the name. Only what a content
or a result tells for certain is looked for there as well.
"""

import re

from core.words import folded
from roadmaps.models.subjects import Subject
from roadmaps.states.snapshots import ActivityState

S = Subject
PREPARE = r"разработ|подготов|утверд|утвержд|принят|приняти|издан|издат|актуализ"
FORM = r"формир|создан|создат|подбор|подобр|составл|поиск|выяв|обновл|пополн|внест|ведени"
BASE = r"\bбаз(?:а|ы|у|е|ой)?\b|\bбанк|реестр|список|списк"
SINGLE_ROADMAP = r"дорожн(?:ую|ой|ая|ых) карт(?:у|ы|а)\b(?! школ)"
LOCAL_ACTS = r"положени[ея]|локальн\w+ (?:нормативн\w+ )?акт"
EVENTS = r"конкурс|фестивал|форум|конференц|награжд|чествован|марафон|итогов\w+ мероприят|круглы\w+ стол|экскурс|событи"
TRAINING = r"обуч|подготовк|курс|семинар|тренинг|повышени\w+ квалификац"
RULES: tuple[tuple[Subject, tuple[str, ...]], ...] = (
    (S.APPROVE_ROADMAP, (SINGLE_ROADMAP, PREPARE + "|согласов")),
    (S.COLLECT_CONSENTS, (r"\bсогласи[йяе]",)),
    (S.ADOPT_REGULATION, (LOCAL_ACTS, PREPARE)),
    (S.APPOINT_CURATOR, (r"назнач|определ|закрепл", r"куратор|координатор|ответственн\w+ (?:лиц|за)")),
    (S.PUBLISH_ORDER, (r"приказ|распоряжен",)),
    (S.FORM_PAIRS, (r"\bпар(?:ы|у|а)?\b|тандем|наставническ\w+ групп", FORM + "|закреп|утверд|сопостав")),
    (S.FORM_MENTEE_BASE, (BASE, FORM, r"наставляем")),
    (S.FORM_MENTOR_BASE, (BASE, FORM, r"наставник")),
    (S.HOLD_SURVEY, (r"анкет|опрос|тестирован|диагностик|пожелани|обратн\w+ связ",)),
    (S.TRAIN_MENTORS, (TRAINING, r"наставник|куратор")),
    (S.SEND_REPORT, (r"отчет", r"подготов|предостав|представ|направ|сдат|сдач|составл|формир|отправ")),
    (S.MONITOR, (r"мониторинг|оцен\w+ (?:качеств|эффективн|результат)|анализ\w* (?:эффективн|реализ)|(?:за|ять) ход",)),
    (S.PUBLISH_NEWS, (r"сайт|соцсет|социальн\w+ сет|публик|опубликов|размещ|освещен|\bсми\b",)),
    (S.HOLD_EVENT, (EVENTS,)),
    (S.INFORM, (r"информир|ознаком|разъясн|рассказ|педсовет|педагогическ\w+ совет|родительск\w+ собран",)),
    (S.HOLD_MEETINGS, (r"встреч",)),
)
CERTAIN = (S.COLLECT_CONSENTS, S.PUBLISH_ORDER, S.HOLD_SURVEY, S.PUBLISH_NEWS)
COMPILED = tuple((subject, tuple(re.compile(pattern) for pattern in patterns)) for subject, patterns in RULES)


def subject_of(state: ActivityState) -> str:
    """The one it has, else the guess."""
    return state.subject or guess_subject(state.name, " ".join(state.lines), state.expected_result)


def guess_subject(name: str, content: str = "", result: str = "") -> str:
    """A value of `Subject`; empty when no rule fits: better unknown than wrong."""
    by_name = _first(folded(name))
    if by_name:
        return by_name.value
    rest = _first(f"{folded(content)} {folded(result)}")
    return rest.value if rest in CERTAIN else ""


def _first(words: str) -> Subject | None:
    for subject, patterns in COMPILED:
        if all(pattern.search(words) for pattern in patterns):
            return subject
    return None
