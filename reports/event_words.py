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
    "figures.refreshed": "Показатели пересчитаны",
    "school.reminded": "Отправлено напоминание школе",
    "light.commented": "Комментарий к светофору",
}
CAMPAIGNS = {
    "campaign.opened": "Открыт запрос отчётов",
    "campaign.changed": "Изменён запрос отчётов",
    "campaign.closed": "Закрыт запрос отчётов",
    "campaign.reopened": "Запрос отчётов открыт снова",
    "campaign.reminded": "Отправлено напоминание об отчёте",
    "report.sent": "Отчёт сдан",
    "report.returned": "Отчёт возвращён с замечаниями",
    "report.accepted": "Отчёт принят",
}
VERBS = PAGE | PAPERS | FIGURES | CAMPAIGNS
