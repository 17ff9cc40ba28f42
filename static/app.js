// Conveniences above pages that work without it. Behaviours hang on data- attributes; nothing is configured here.
(function () {
  "use strict";

  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const status = () => document.getElementById("status");

  function say(text, undo) {
    const node = status();
    if (!node) return;
    const line = document.createElement("div");
    line.className = "alert alert-info mb-3";
    line.textContent = text;
    if (undo) line.append(" ", undoForm(undo));
    node.replaceChildren(line);
  }

  // The button of a message that takes the last action back.
  function undoForm(address) {
    const form = document.createElement("form");
    const button = document.createElement("button");
    form.method = "post";
    form.action = address;
    for (const [name, value] of [
      ["csrfmiddlewaretoken", document.querySelector("meta[name=csrf]").content],
      ["next", location.pathname + location.search],
    ]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    button.className = "btn btn-sm btn-light";
    button.textContent = "Отменить";
    form.append(button);
    return form;
  }

  const two = (number) => String(number).padStart(2, "0");
  const russian = (day) => two(day.getDate()) + "." + two(day.getMonth() + 1) + "." + day.getFullYear();

  function changed(field) {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // data-date: a button beside a date typed by hand opens the picker of the browser.
  function addPicker(field) {
    if (field.dataset.date === "ready" || !HTMLInputElement.prototype.showPicker) return;
    field.dataset.date = "ready";
    const box = document.createElement("div");
    const native = document.createElement("input");
    const button = document.createElement("button");
    box.className = "date";
    native.type = "date";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    button.type = "button";
    button.className = "btn btn-light btn-ic";
    button.setAttribute("aria-label", "Выбрать дату в календаре");
    button.append(calendarIcon());
    const typing = document.activeElement === field;
    field.replaceWith(box);
    box.append(field, button, native);
    if (typing) field.focus();  // a moved field loses it, and what is typed next would be lost
    button.addEventListener("click", () => native.showPicker());
    native.addEventListener("change", () => {
      if (!native.value) return;
      const [year, month, day] = native.value.split("-");
      field.value = day + "." + month + "." + year;
      changed(field);
      field.focus();
    });
  }

  function calendarIcon() {
    const sample = document.querySelector("svg.ic use");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "ic");
    svg.setAttribute("aria-hidden", "true");
    if (sample) use.setAttribute("href", sample.getAttribute("href").split("#")[0] + "#calendar");
    svg.append(use);
    return svg;
  }

  // data-fold: open on a wide window and without scripts, folded on a phone.
  const narrow = window.matchMedia("(max-width: 767px)");
  function fold() {
    all("details.fold").forEach((node) => { node.open = !(narrow.matches && "fold" in node.dataset); });
  }
  narrow.addEventListener("change", fold);

  // Everything that has to be found again after htmx brought new rows.
  function prepare(root) {
    all("[data-date]", root).forEach(addPicker);
    all("[data-script]", root).forEach((node) => { node.hidden = false; });
    all("[data-check-all]", root).forEach(countChecked);
    all("[data-noscript]", root).forEach((node) => { node.hidden = true; });
  }

  // data-check-all="name": one tick for all rows; data-checked-count shows how many are chosen.
  function countChecked(master) {
    const boxes = all('input[type="checkbox"][name="' + master.dataset.checkAll + '"]');
    const chosen = boxes.filter((box) => box.checked).length;
    master.checked = boxes.length > 0 && chosen === boxes.length;
    master.indeterminate = chosen > 0 && chosen < boxes.length;
    all("[data-checked-count]").forEach((node) => { node.textContent = chosen; });
    all("[data-bulk]").forEach((node) => { node.hidden = chosen === 0; });
  }

  async function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    const text = source ? source.value || source.textContent.trim() : button.dataset.copyText || "";
    try {
      await navigator.clipboard.writeText(text);
      say("Скопировано.");
    } catch (_) {
      if (source && source.select) source.select();
      say("Скопируйте выделенный текст сами: браузер не разрешил это странице.");
    }
  }

  function reveal(button) {
    const field = document.getElementById(button.dataset.reveal);
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.textContent = hidden ? "Скрыть" : "Показать";
    button.setAttribute("aria-pressed", String(hidden));
  }

  // A dialog with a search field learns by `open` that it may fill itself.
  function show(dialog) {
    if (!dialog.open) dialog.showModal();
    const field = dialog.querySelector('input[type="search"]');
    if (!field) return;
    field.select();
    field.dispatchEvent(new Event("open"));
  }

  const clicks = {
    copy,
    reveal,
    print: () => window.print(),
    today(button) {
      const field = document.getElementById(button.dataset.today);
      const day = new Date();
      day.setDate(day.getDate() + Number(button.dataset.shift || 0));
      field.value = russian(day);
      changed(field);
    },
    dialog(button, event) {
      const dialog = document.getElementById(button.dataset.dialog);
      if (!dialog || !dialog.showModal) return;
      event.preventDefault();
      show(dialog);
    },
    close: (button) => button.closest("dialog").close(),
  };

  document.addEventListener("click", (event) => {
    for (const [name, act] of Object.entries(clicks)) {
      const button = event.target.closest("[data-" + name + "]");
      if (button) act(button, event);
    }
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all("details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // Search: Ctrl+K by the place of the key, so that the layout does not matter; arrows walk over what was found.
  document.addEventListener("keydown", (event) => {
    const field = document.getElementById("seek");
    if (field && event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      const dialog = field.closest("dialog");
      event.preventDefault();
      if (dialog) show(dialog); else field.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const box = step && event.target.closest("[data-palette]");
    if (!box) return;
    const stops = all('input[type="search"], #found a', box);
    const next = stops[stops.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  // data-cells: a click into a cell of a table, or its pencil, opens the row for editing in its place.
  function edit(address, row, swap) {
    if (!window.htmx) return false;
    const done = window.htmx.ajax("GET", address, { target: row, swap: swap || "outerHTML" });
    if (swap) done.then(() => row.nextElementSibling.querySelector("[data-focus]").focus());
    return true;
  }
  function lastRow(row) {
    while (row.nextElementSibling && !row.nextElementSibling.matches(".grp")) row = row.nextElementSibling;
    return row;
  }
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-cells] tbody tr");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a");
    const cell = event.target.closest("td[data-c]");
    const pencil = row.querySelector("a[data-row]");
    let opened = false;
    if (link && link.matches("[data-add]")) opened = edit(link.href, lastRow(row), "afterend");
    else if (link && link.matches("[data-row]")) opened = edit(link.href, row);
    else if (link && link.matches("[data-drop]")) { row.remove(); opened = true; }
    else if (cell && pencil && !event.target.closest("a, button, input, label") && getSelection().isCollapsed) {
      opened = edit(pencil.getAttribute("href").replace("/name/", "/" + cell.dataset.c + "/"), row);
    }
    if (opened) { event.preventDefault(); unsaved = false; }
  });

  // data-drag: rows of a draft move by hand; the arrows of an opened row do the same.
  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    const number = event.target.closest && event.target.closest("[data-drag] td.no");
    dragged = number && number.parentElement;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", number.textContent);  // Firefox drags nothing without data
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  document.addEventListener("dragover", (event) => {
    if (dragged && event.target.closest("[data-drag] tbody tr")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const row = dragged && event.target.closest("[data-drag] tbody tr");
    if (!row || row === dragged) return;
    event.preventDefault();
    let head = row;
    while (head && !head.matches(".grp")) head = head.previousElementSibling;
    const below = row.matches(".grp") ? row.nextElementSibling : row;
    const pencil = dragged.querySelector("a[data-row]");
    if (!head || !head.id || !pencil) return;
    const values = { stage: head.id.slice(6), before: below && below.id ? below.id.slice(1) : "" };
    const address = pencil.getAttribute("href").replace("cell/name/", "move/");
    window.htmx.ajax("POST", address, { target: "#table", swap: "outerHTML", values });
  });
  document.addEventListener("dragend", () => { dragged = null; });

  let unsaved = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) unsaved = true; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches("[data-autosubmit], [data-autosubmit] *") && field.form) field.form.requestSubmit();
    if (field.matches("[data-check-all]")) {
      all('input[name="' + field.dataset.checkAll + '"]').forEach((box) => { box.checked = field.checked; });
    }
    all("[data-check-all]").forEach(countChecked);
  });

  // One press, one request: a second press of the same form does nothing until the page changes.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    unsaved = false;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  document.addEventListener("htmx:configRequest", (event) => {
    const meta = document.querySelector("meta[name=csrf]");
    if (meta) event.detail.headers["X-CSRFToken"] = meta.content;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    prepare(target.isConnected ? target : document);
    const fresh = event.target.querySelector("[data-focus]");  // of what has just come, several rows may be open
    const node = fresh || (target.isConnected ? target : document).querySelector("[data-focus]");
    if (node) node.focus();
    const told = document.getElementById("told");
    const words = target.querySelector("[data-told]");
    if (told && words) told.textContent = words.textContent;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    all("form[data-sent]").forEach((form) => delete form.dataset.sent);
    const code = event.detail.xhr ? event.detail.xhr.status : 0;
    if (code >= 400 && code !== 422) say("Не получилось (код " + code + "). Обновите страницу и попробуйте ещё раз.");
  });
  document.addEventListener("htmx:sendError", () => say("Нет связи с сервером. Проверьте сеть и повторите."));
  document.addEventListener("toast", (event) => say(event.detail.value, event.detail.undo));

  function start() {
    prepare(document);
    fold();
    const focus = document.querySelector("[data-focus]");
    if (focus) focus.focus();
    const node = status();  // a live region speaks only what changes after the page is there
    if (node && node.children.length) node.replaceChildren(...node.children);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  // A page of signing in: what away.js kept in this tab may be filled in again after it.
  if (!document.body.dataset.account && sessionStorage.getItem("typed")) sessionStorage.setItem("away", "yes");
})();
