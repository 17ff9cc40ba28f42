"""What happened to reports and to the public page, in words; the verbs of the log (`core.audit`)."""

PAGE = {
    "page.saved": "Изменена публичная страница",
    "page.news_added": "Добавлена новость публичной страницы",
    "page.news_edited": "Изменена новость публичной страницы",
    "page.news_deleted": "Удалена новость публичной страницы",
}
PAPERS = {
    "report.written": "Написан текст отчёта",
    "report.saved": "Отчёт сохранён",
    "report.downloaded": "Скачан отчёт",
    "report.scheduled": "Включены письма с отчётом",
    "report.unscheduled": "Отключены письма с отчётом",
    "export.read": "Списки для выгрузки прочитаны",
}
FIGURES = {
    "school.reminded": "Отправлено напоминание школе",
    "light.commented": "Комментарий к светофору",
}
VERBS = PAGE | PAPERS | FIGURES
