"""How near two short phrases are: «дисциплина на уроке» and «классное руководство». Values are thousandths."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from core.words import folded
from mentoring.matching.criteria import FULL

if TYPE_CHECKING:
    import numpy as np

Member = TypeVar("Member", bound=Hashable)
KIN = 850  # two phrases of one theme
MEANT = 850  # from here on two phrases count as the same
WORD = re.compile(r"[0-9a-zа-я]+")
ENDING = re.compile(
    r"(?<=...)(?:иями|иях|иям|ием|ией|ами|ями|ого|его|ому|ему|ыми|ими|ах|ях|ов|ев|ей|ой|ий|ый|ая|яя|ое|ее|ые|ие|ию|"
    r"ия|ии|ью|ам|ям|ом|ем|ым|им|ую|юю|а|я|о|е|ы|и|у|ю|ь|й)$"
)
EMPTY_WORDS = frozenset(
    WORD.findall(
        "без в во для до же за и из или к как ко мне на над не но о об от по под при с со у хочу хочется нужна нужно "
        "нужен нужны помощь помочь помогу развитие развить умение уметь навык навыки опыт работа работать вопрос "
        "вопросы язык языки учитель учителя преподаватель предмет предметы основы знание знания большой свой своя свои "
        "что чтобы"
    )
)
# Phrases of one theme are near although they share no word. A phrase belongs to a theme when it has all words of a key.
THEMES: tuple[tuple[str, ...], ...] = (
    ("дисциплина", "поведение", "классное руководство", "классный руководитель", "управление классом", "конфликты"),
    ("адаптация", "новичок", "новая школа", "новый коллектив", "вхождение в профессию", "молодой специалист"),
    ("профориентация", "выбор профессии", "профессия", "карьера", "профессиональное самоопределение", "поступление"),
    ("ЕГЭ", "ОГЭ", "экзамен", "подготовка к экзаменам", "итоговая аттестация"),
    ("успеваемость", "отставание", "неуспевающие", "учёба", "домашние задания", "повышение оценок"),
    ("олимпиады", "конкурсы", "одарённые дети", "интеллектуальные игры"),
    ("проект", "проектная деятельность", "исследование", "исследовательская деятельность", "научная работа"),
    ("лидерство", "самоуправление", "волонтёрство", "добровольчество", "общественная деятельность", "активность"),
    ("общение", "коммуникация", "выступления", "публичные выступления", "уверенность", "ораторское искусство"),
    ("цифровые навыки", "ИКТ", "компьютер", "информационные технологии", "электронный журнал", "цифровая среда"),
    ("программирование", "робототехника", "информатика", "разработка программ"),
    ("методика", "планирование урока", "конспект урока", "технологическая карта", "открытый урок", "анализ урока"),
    ("аттестация", "категория", "портфолио", "профессиональный рост", "повышение квалификации"),
    ("работа с родителями", "родительское собрание", "родители", "взаимодействие с семьёй"),
    ("ОВЗ", "инклюзия", "особые потребности", "инклюзивное образование"),
    ("мотивация", "интерес к учёбе", "вовлечение", "целеполагание"),
    ("документация", "рабочая программа", "отчётность", "ФГОС"),
    ("творчество", "рисование", "музыка", "театр", "дизайн"),
    ("спорт", "физическая культура", "здоровый образ жизни", "тренировки"),
)


@lru_cache(maxsize=20_000)
def stems(phrase: str) -> frozenset[str]:
    """Words without endings; empty words are left out unless there are no others."""
    words = WORD.findall(folded(phrase))
    return frozenset(ENDING.sub("", word) for word in [w for w in words if w not in EMPTY_WORDS] or words)


@lru_cache(maxsize=1)
def _keys() -> tuple[tuple[int, frozenset[str]], ...]:
    return tuple((number, stems(key)) for number, theme in enumerate(THEMES) for key in theme)


@lru_cache(maxsize=20_000)
def themes(phrase: str) -> frozenset[int]:
    words = stems(phrase)
    return frozenset(number for number, key in _keys() if key <= words)


@dataclass(frozen=True)
class Nearness:
    """How near every wanted phrase is to every offered one. 1,000: the shorter is contained in the longer."""

    wanted: dict[str, int]
    offered: dict[str, int]
    matrix: np.ndarray
    rows: dict[int, list[int]] = field(default_factory=dict)  # of the matrix, as lists: those that were asked for

    def nearest(self, wanted: Sequence[str], offered: Sequence[str]) -> tuple[int, str, str]:
        """The best of all pairs: value, offered phrase, wanted phrase; the first of equals, nothing near: 0."""
        best, other, found = 0, "", wanted[0]
        for phrase in wanted:
            number = self.wanted[phrase]
            row = self.rows.get(number) or self.rows.setdefault(number, self.matrix[number].tolist())
            for candidate in offered:
                if row[self.offered[candidate]] > best:
                    best, other, found = row[self.offered[candidate]], candidate, phrase
        return best, other, found


def nearness(wanted: Iterable[str], offered: Iterable[str], *, by_theme: bool = False) -> Nearness:
    import numpy as np

    rows, columns = _numbered(wanted), _numbered(offered)
    common = _common([stems(p) for p in rows], [stems(p) for p in columns])
    lengths = [np.array([len(stems(p)) for p in side], dtype=np.int32) for side in (rows, columns)]
    shorter = np.maximum(np.minimum(lengths[0][:, None], lengths[1][None, :]), 1)
    matrix = np.where(common == shorter, FULL, common * (FULL // 2) // shorter)
    if by_theme:
        kin = _common([themes(p) for p in rows], [themes(p) for p in columns]) > 0
        matrix = np.where(kin, np.maximum(matrix, KIN), matrix)
    return Nearness(rows, columns, matrix.astype(np.int16))


def _numbered(phrases: Iterable[str]) -> dict[str, int]:
    return {phrase: number for number, phrase in enumerate(dict.fromkeys(phrases))}


def _common(rows: Sequence[frozenset[Member]], columns: Sequence[frozenset[Member]]) -> np.ndarray:
    """How many members the sets have in common, pair by pair."""
    import numpy as np

    common = np.zeros((len(rows), len(columns)), dtype=np.int32)
    where, there = _holders(rows), _holders(columns)
    for member in where.keys() & there.keys():
        common[np.array(where[member])[:, None], there[member]] += 1
    return common


def _holders(sets: Sequence[frozenset[Member]]) -> dict[Member, list[int]]:
    """Member → the sets that have it."""
    found: dict[Member, list[int]] = {}
    for place, members in enumerate(sets):
        for member in members:
            found.setdefault(member, []).append(place)
    return found
