"""The seven stages of the target model (methodology Р-145) recognised by their key words."""

import re

STAGES: tuple[tuple[int, str], ...] = (
    (1, r"подготовк\w*\s+услов|подготовительн|нормативн|услови\w+\s+для"),
    (7, r"заверш|итог|подведени"),
    (5, r"(?:формирован|создан|закреплен|подбор)\w*.*(?:\bпар|групп|тандем)"),
    (4, r"отбор|обучени\w*\s+наставник|подготовк\w*\s+наставник"),
    (3, r"(?:баз|банк)\w*\s+(?:данных\s+)?(?:потенциальных\s+)?наставник|поиск\s+наставник"),
    (2, r"(?:баз|банк)\w*\s+(?:данных\s+)?наставляем|выявлени\w*\s+наставляем"),
    (6, r"(?:организац|осуществлен|реализац|работ)\w*.*(?:\bпар|групп|тандем|встреч)|программ\w*\s+наставничеств"),
)
RULES = tuple((number, re.compile(pattern, re.IGNORECASE)) for number, pattern in STAGES)


def standard_stage(name: str) -> int | None:
    """1..7, or None for a stage of another kind."""
    if not name:
        return None
    return next((number for number, pattern in RULES if pattern.search(name)), None)
