"""Verbs of indicators in words."""

VERBS = {
    "indicators.adopted": "Взят набор показателей",
    "indicators.exported": "Показатели выгружены",
    "indicator.saved": "Показатель сохранён",
    "indicator.archived": "Показатель убран",
    "indicator.planned": "План показателя изменён",
    "indicator.reported": "Факт показателя записан",
    "indicator.emptied": "Факт показателя убран",
    "period.locked": "Период показателей закрыт",
    "period.unlocked": "Период показателей открыт",
}
