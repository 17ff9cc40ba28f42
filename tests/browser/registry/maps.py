"""States of a map that are those of other schools: a draft, an import, a map on its way."""

from tests.browser.registry.case import Case

DRAFTER = (
    Case("home"),
    Case("roadmap_detail", "draft"),
    Case("activity_detail", "draft activity"),
    Case("activity_cell", "draft name"),
    Case("activity_cell", "draft name", press="Сохранить", clear="Мероприятие"),
    Case("activity_cell", "draft term"),
    Case("activity_cell", "draft people"),
    Case("roadmap_bulk", "draft", query="?do=shift&ids={draft activity}"),
    Case("roadmap_bulk", "draft", query="?do=people&ids={draft activity}"),
    Case("roadmap_bulk", "draft", query="?do=shift&ids={draft activity}", press="Сдвинуть сроки", clear="На сколько"),
    Case("roadmap_columns", "draft"),
    Case("stage_create", "draft"),
    Case("stage_create", "draft", press="Добавить этап"),
    Case("stage_edit", "draft stage"),
    Case("stage_delete", "draft stage"),
    Case("stage_row", "draft stage"),
    Case("stage_row", "draft stage", press="Добавить строку"),
    Case("stage_paste", "draft stage"),
    Case("stage_paste", "draft stage", press="Прочитать строки"),
    Case("activity_edit", "draft activity"),
    Case("activity_create", "draft stage"),
    Case("activity_create", "draft stage", press="Добавить мероприятие"),
    Case("activity_delete", "draft activity"),
    Case("roadmap_delete", "draft"),
    Case("roadmap_gate", "draft"),
    Case("version_list", "draft"),
    Case("order_detail", "draft order"),
    Case("order_edit", "draft order"),
    Case("order_docx_read", "draft order", press="Сравнить"),
    Case("order_register", "draft order"),
    Case("order_links", "draft order"),
    Case("order_agreement", "draft order"),
    Case("order_agree", "draft order"),
    Case("order_agree", "draft order", press="Вернуть с замечанием"),
    Case("roadmap_create"),
    Case("roadmap_create_empty"),
    Case("roadmap_create_empty", press="Создать черновик"),
    Case("roadmap_create_from_template", "template"),
)

IMPORTER = (
    Case("roadmap_import"),
    Case("roadmap_import", press="Прочитать таблицу"),
    Case("import_columns", "import"),
    Case("import_review", "import"),
    Case("import_review", "import", query="?all=1"),
    Case("import_confirm", "import"),
    Case("import_detail", "made import"),
    Case("people_import"),
    Case("people_import", press="Прочитать таблицу"),
    Case("people_import_columns", "people file"),
    Case("people_import_review", "people file"),
    Case("people_import_confirm", "people file"),
    Case("people_import_detail", "loaded people"),
    Case("order_list"),
    Case("inbox_list"),
)

SENDER = (Case("roadmap_detail", "waiting roadmap"), Case("roadmap_withdraw", "waiting roadmap"))

ANSWERER = (
    Case("home"),
    Case("roadmap_gate", "returned roadmap"),
    Case("version_list", "returned roadmap"),
    Case("version_compare", "returned roadmap"),
)
