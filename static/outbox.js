// Marks of meetings that wait for the network: kept in localStorage of this phone, sent once, shown until they are.
// What the pages of a mentor share stands in `window.outbox`; their forms and lists are in offline.js.
(function () {
  "use strict";

  const { sync: SYNC, home: HOME } = document.currentScript.dataset;
  const LIST = "pairs:v1", OUTBOX = "outbox:v1", PATIENCE = 8000;  // milliseconds
  const SOON = 5000, LATEST = 300000;  // milliseconds between tries while the network is away
  const box = document.querySelector("[data-outbox]");
  const read = (key) => JSON.parse(localStorage.getItem(key) || "null");
  const write = (key, value) => localStorage.setItem(key, JSON.stringify(value));
  const list = () => { const kept = read(LIST); return kept && kept.until > Date.now() ? kept : null; };
  const shell = document.querySelector("[data-shell]");
  const account = document.body.dataset.account || (shell && (list() || {}).account) || "";
  const two = (number) => String(number).padStart(2, "0");

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

  // Tried again by a clock too: a phone does not tell every return of its network.
  let busy = false, pause = SOON, next = 0;
  function later() {
    next = setTimeout(flush, pause);
    pause = Math.min(2 * pause, LATEST);
  }
  async function flush() {
    if (busy || !account) return;
    busy = true;
    clearTimeout(next);
    let sent = 0, out = false, away = false;
    for (const record of waiting().filter((each) => each.account === account && !each.refused)) {
      const result = await send(record);
      if (result.state === "saved") { drop(record.uuid); sent += 1; }
      else if (result.message) put({ ...record, refused: result.message, offer: Boolean(result.offer) });
      else { out = result.state === "out"; away = !out; break; }
    }
    busy = false;
    if (away) later(); else pause = SOON;
    if (!away || !box || !box.contains(document.activeElement)) show(out);  // a button in use stays
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

  // One sending at a time: false when another is under way.
  const hold = (on) => (on && busy ? false : (busy = on, true));

  window.outbox = { LIST, account, shell, list, read, write, two, made, pressed, say, put, drop, dayOf, recordOf, send, flush, show, hold };
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
})();
