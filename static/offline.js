// The phone of a mentor: a draft of the form, marks that wait for the network, the list of pairs for the shell.
// All of it lives in localStorage of this phone; on somebody else's device nothing is kept.
(function () {
  "use strict";

  const { sync: SYNC, worker: WORKER, home: HOME, foreign } = document.currentScript.dataset;
  const LIST = "pairs:v1", OUTBOX = "outbox:v1", DRAFT = "draft:v1:";
  const KEPT_FOR = 14 * 86400000, PATIENCE = 8000, PAUSE = 500;  // milliseconds
  const form = document.querySelector("form[data-meeting]");
  const shell = document.querySelector("[data-shell]");
  const box = document.querySelector("[data-outbox]");
  const find = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const read = (key) => JSON.parse(localStorage.getItem(key) || "null");
  const write = (key, value) => localStorage.setItem(key, JSON.stringify(value));
  const list = () => { const kept = read(LIST); return kept && kept.until > Date.now() ? kept : null; };
  const account = document.body.dataset.account || (shell && (list() || {}).account) || "";
  const two = (number) => String(number).padStart(2, "0");
  const clock = (moment) => { const at = new Date(moment); return at.getHours() + ":" + two(at.getMinutes()); };

  function made(tag, words, attributes) {
    const node = document.createElement(tag);
    node.textContent = words || "";
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    return node;
  }
  function pressed(words, act, look) {
    const button = made("button", words, { type: "button", class: "btn btn-sm " + (look || "btn-light") });
    button.addEventListener("click", act);
    return button;
  }
  function say(words) {
    const node = document.getElementById("status");
    node.replaceChildren(made("div", words, { class: "alert alert-info mb-3" }));
    node.scrollIntoView({ block: "center" });
  }

  // What belongs to somebody else goes, whatever was sent stays until it is.
  function tidy() {
    const stranger = account && (read(LIST) || { account }).account !== account;
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(DRAFT) && (foreign !== undefined || account && !key.startsWith(DRAFT + account + ":"))) localStorage.removeItem(key);
    }
    if (foreign !== undefined || stranger || !list()) localStorage.removeItem(LIST);
  }

  // «Имя + первая буква фамилии» of the mentor's own pairs, for two weeks.
  function keepList() {
    if (!document.querySelector("[data-own-pairs]")) return;
    const pairs = find("[data-pair]").map((node) => Object.assign({}, node.dataset));
    write(LIST, { account, until: Date.now() + KEPT_FOR, pairs });
  }

  // The outbox: one record a mark, known by its UUID.
  const waiting = () => read(OUTBOX) || [];
  const drop = (uuid) => write(OUTBOX, waiting().filter((each) => each.uuid !== uuid));
  const put = (record) => write(OUTBOX, [...waiting().filter((each) => each.uuid !== record.uuid), record]);

  function dayOf(words) {
    const shift = { "сегодня": 0, "вчера": -1 }[words.trim().toLowerCase()];
    if (shift === undefined) return words;
    const day = new Date();
    day.setDate(day.getDate() + shift);
    return two(day.getDate()) + "." + two(day.getMonth() + 1) + "." + day.getFullYear();
  }
  function recordOf(source, pair, name, more) {
    const fields = Array.from(new FormData(source)).filter(([key]) => key !== "csrfmiddlewaretoken" && key !== "held_on");
    fields.push(["pair", pair], ["held_on", dayOf(source.elements.held_on.value)], ...more);
    const uuid = fields.find(([key]) => key === "client_uuid")[1];
    return { uuid, account, pair, name, fields, at: Date.now(), refused: "" };
  }

  async function ask(options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(SYNC, { redirect: "manual", signal: stop.signal, ...options });
    } finally {
      clearTimeout(timer);
    }
  }

  // A fresh token first: the page the mark was typed on may be of yesterday.
  async function send(record) {
    try {
      const who = await ask({});
      if (who.type === "opaqueredirect") return { state: "out" };
      if (who.status === 403) return { state: "refused", message: "У вас больше нет права отмечать встречи. Обратитесь к куратору." };
      const session = await who.json();
      if (session.account !== record.account) return { state: "out" };
      const answer = await ask({ method: "POST", headers: { "X-CSRFToken": session.csrf }, body: new URLSearchParams(record.fields) });
      if (answer.ok) return { state: "saved", ...(await answer.json()) };
      if (answer.status === 404) return { state: "refused", message: "Эта пара вам больше не доступна. Обратитесь к куратору." };
      if (answer.status === 409) return { state: "refused", message: (await answer.json()).message, offer: true };
      if (answer.status === 422) return { state: "invalid", message: (await answer.json()).errors.join(" "), offer: true };
      return { state: answer.type === "opaqueredirect" ? "out" : "away" };
    } catch (_) {
      return { state: "away" };
    }
  }

  let busy = false;
  async function flush() {
    if (busy || !account) return;
    busy = true;
    let sent = 0, out = false;
    for (const record of waiting().filter((each) => each.account === account && !each.refused)) {
      const result = await send(record);
      if (result.state === "saved") { drop(record.uuid); sent += 1; }
      else if (result.message) put({ ...record, refused: result.message, offer: Boolean(result.offer) });
      else { out = result.state === "out"; break; }
    }
    busy = false;
    show(out);
    if (sent) say("Отправлено встреч: " + sent + ".");
  }

  function show(out) {
    const mine = waiting().filter((each) => each.account === account);
    if (!box) return;
    box.hidden = !mine.length;
    if (!mine.length) return;
    const rows = made("ul", "", { class: "rows" });
    mine.forEach((record) => rows.append(row(record)));
    const note = out ? made("a", "Вход закрыт. Войдите, и отметки отправятся", { href: HOME })
      : pressed("Отправить сейчас", flush);
    const ending = mine.length === 1 ? "1 встреча ждёт отправки" : "Ждут отправки встречи: " + mine.length;
    box.replaceChildren(made("h2", ending), rows, note);
  }
  function row(record) {
    const day = record.fields.find(([key]) => key === "held_on")[1];
    const item = made("li", record.name + ", " + day);
    if (!record.refused) return item;
    const acts = made("div", "", { class: "acts mt-2" });
    const again = (outcome) => () => {
      const fields = record.fields.filter(([key]) => key !== "outcome");
      put({ ...record, fields: outcome ? [...fields, ["outcome", outcome]] : fields, refused: "" });
      flush();
    };
    if (record.offer) acts.append(pressed("Передать куратору", again("offer"), "btn-primary"));
    acts.append(pressed("Удалить", () => { drop(record.uuid); show(); }, "btn-plain"));
    item.append(made("div", "Не удалось отправить: " + record.refused + (record.offer ? " Передать куратору?" : ""), { class: "small" }), acts);
    return item;
  }

  async function toHome() {
    const ready = navigator.serviceWorker && (await navigator.serviceWorker.getRegistration(HOME));
    if (ready || navigator.onLine) location.href = HOME;
    else say("Отправим, когда появится сеть. Отметка сохранена на этом телефоне.");
  }

  // The form with network around it: saved as usual; without: into the outbox. Errors are told by the page itself.
  async function save(event) {
    if (foreign !== undefined) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const outcome = event.submitter && event.submitter.value ? [["outcome", event.submitter.value]] : [];
    const planned = form.dataset.planned ? [["planned", form.dataset.planned]] : [];
    const record = recordOf(form, form.dataset.meeting, form.dataset.name, [...outcome, ...planned]);
    put(record);
    const result = await send(record);
    if (result.state === "away" || result.state === "out") { busy = false; await toHome(); return; }
    drop(record.uuid);
    if (result.state === "saved") { localStorage.removeItem(DRAFT + account + ":" + form.dataset.meeting); location.href = result.next; return; }
    outcome.forEach(([name, value]) => form.append(made("input", "", { type: "hidden", name, value })));
    form.submit();
  }

  function draft() {
    const key = DRAFT + account + ":" + form.dataset.meeting;
    const place = form.querySelector("[data-draft]");
    const found = read(key);
    let timer = 0;
    const told = (...nodes) => { place.hidden = false; place.replaceChildren(...nodes); };
    if (found) {
      const again = pressed("Продолжить", () => { fill(form, found.values); place.hidden = true; }, "btn-primary");
      const away = pressed("Удалить", () => { localStorage.removeItem(key); place.hidden = true; });
      const acts = made("div", "", { class: "acts mt-2" });
      acts.append(again, away);
      told(made("p", "На этом телефоне есть черновик, " + clock(found.at) + ".", { class: "mb-0" }), acts);
    }
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const values = Array.from(new FormData(form)).filter(([name]) => !/^(csrf|client_uuid|version)/.test(name));
        write(key, { at: Date.now(), values });
        told(made("p", "Черновик сохранён на этом телефоне в " + clock(Date.now()) + ".", { class: "small mut mb-0" }));
      }, PAUSE);
    });
  }
  function fill(target, values) {
    for (const field of Array.from(target.elements)) {
      const given = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      else if (given.length) field.value = given[0];
    }
  }

  // The shell: pairs out of the phone, a form for the one that was tapped.
  function startShell() {
    const place = shell.querySelector("[data-list]"), mark = shell.querySelector("[data-offline]");
    const kept = list();
    let pair = null;
    const back = () => { mark.hidden = true; place.hidden = false; };
    if (kept && kept.pairs.length) place.replaceChildren(...kept.pairs.map((each) => pressed(each.name, () => {
      pair = each;
      fill(mark, [["held_on", dayOf("сегодня")], ["kind", each.kind], ["way", each.way], ["minutes", each.minutes]]);
      mark.querySelector("h2").textContent = "Отметить встречу: " + each.name;
      place.hidden = true;
      mark.hidden = false;
      mark.querySelector("h2").focus();
    }, "btn-light btn-lg w-100 mb-2")));
    mark.querySelector("[data-back]").addEventListener("click", back);
    mark.addEventListener("submit", (event) => {
      event.preventDefault();
      const came = (pair.members || "").split(",").filter(Boolean).map((pk) => ["came", pk]);
      put(recordOf(mark, pair.pair, pair.name, [["client_uuid", crypto.randomUUID()], ...came]));
      mark.elements.note.value = "";
      back();
      show();
      say("Отправим, когда появится сеть.");
      flush();
    });
  }

  tidy();
  if (foreign === undefined) {
    keepList();
    if (navigator.serviceWorker) navigator.serviceWorker.register(WORKER, { scope: HOME });
    if (form) draft();
    if (shell) startShell();
  }
  if (form) form.addEventListener("submit", save);
  show();
  flush();
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
})();
