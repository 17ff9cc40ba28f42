"""What happened to people of the programme, in words; the verbs of the log (`core.audit`)."""

PEOPLE = {
    "participant.added": "Внесён в базу",
    "participant.joined": "Внесён ещё в одну базу",
    "participant.edited": "Изменена карточка",
    "participant.left": "Отмечено, что человек ушёл",
    "participant.returned": "Человек вернулся",
    "participation.edited": "Изменены сведения об участии",
    "participation.filled": "Отмечено, что анкета заполнена",
    "participation.formed": "Назначена форма наставничества",
    "mentorcard.edited": "Изменено, чем человек может помочь",
    "menteecard.edited": "Изменено, что человеку нужно",
    "request.added": "Записан запрос",
    "request.edited": "Изменён запрос",
    "request.deleted": "Удалён запрос",
    "training.added": "Отмечено обучение",
    "training.edited": "Изменена запись об обучении",
    "training.deleted": "Удалена запись об обучении",
    "guardian.added": "Добавлен законный представитель",
    "guardian.edited": "Изменены сведения о законном представителе",
    "guardian.removed": "Законный представитель больше не представляет",
    "closed.added": "Добавлена закрытая запись",
    "closed.deleted": "Удалена закрытая запись",
    "partner.added": "Добавлен партнёр",
    "partner.edited": "Изменены сведения о партнёре",
    "consent.asked": "Выдан бланк согласия",
    "consent.given": "Дано согласие",
    "consent.withdrawn": "Согласие отозвано",
    "person.blocked": "Обработка данных остановлена",
    "person.unblocked": "Обработка данных возобновлена",
}
READS = {
    "people.viewed": "Открыт список людей",
    "person.viewed": "Открыта карточка",
    "closed.opened": "Открыты закрытые сведения",
    "export.asked": "Выгружен список людей",
}
VERBS = PEOPLE | READS
