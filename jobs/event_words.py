"""Verbs of long jobs and of files out, in words."""

VERBS = {
    "export.asked": "Запрошена выгрузка",
    "export.made": "Выгрузка готова",
    "export.stopped": "Выгрузка остановлена",
    "job.repeated": "Долгая операция начата снова",
    "export.downloaded": "Скачана выгрузка",
}
