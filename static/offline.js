// The pages of a mentor's phone: the list of pairs for the shell, a draft of the form, the shell itself. outbox.js
// comes first and shares `window.outbox`. On somebody else's device nothing is kept.
(function () {
  "use strict";

  const { worker: WORKER, scope: SCOPE, home: HOME, foreign } = document.currentScript.dataset;
  const { LIST, account, shell, list, read, write, two, made, pressed, say, put, drop, dayOf, recordOf, send, flush, show, hold } = window.outbox;
  const DRAFT = "draft:v1:", KEPT_FOR = 14 * 86400000, PAUSE = 500;  // milliseconds
  const form = document.querySelector("form[data-meeting]");
  const draftOf = (pair) => DRAFT + account + ":" + pair;
  const clock = (moment) => { const at = new Date(moment); return at.getHours() + ":" + two(at.getMinutes()); };

  // What belongs to somebody else goes, whatever was sent stays until it is.
  function tidy() {
    const stranger = account && (read(LIST) || { account }).account !== account;
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(DRAFT) && (foreign !== undefined || account && !key.startsWith(draftOf("")))) localStorage.removeItem(key);
    }
    if (foreign !== undefined || stranger || !list()) localStorage.removeItem(LIST);
  }

  // «Имя + первая буква фамилии» of the mentor's own pairs, for two weeks.
  function keepList() {
    if (!document.querySelector("[data-own-pairs]")) return;
    const pairs = Array.from(document.querySelectorAll("[data-pair]"), (node) => ({ ...node.dataset }));
    write(LIST, { account, until: Date.now() + KEPT_FOR, pairs });
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
    if (!hold(true)) return;
    const outcome = event.submitter && event.submitter.value ? [["outcome", event.submitter.value]] : [];
    const planned = form.dataset.planned ? [["planned", form.dataset.planned]] : [];
    const record = recordOf(form, form.dataset.meeting, form.dataset.name, [...outcome, ...planned]);
    put(record);
    const result = await send(record);
    if (result.state === "away" || result.state === "out") { hold(false); await toHome(); return; }
    drop(record.uuid);
    if (result.state === "saved") { localStorage.removeItem(draftOf(form.dataset.meeting)); location.href = result.next; return; }
    outcome.forEach(([name, value]) => form.append(made("input", "", { type: "hidden", name, value })));
    form.submit();
  }

  function fill(target, values) {
    for (const field of Array.from(target.elements)) {
      const given = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      else if (given.length) field.value = given[0];
    }
  }
  // Half a second after the last key the form is kept; `told` is called with the moment.
  function keepDraft(source, pairOf, told) {
    let timer = 0;
    source.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const values = Array.from(new FormData(source)).filter(([name]) => !/^(csrf|client_uuid|version)/.test(name));
        write(draftOf(pairOf()), { at: Date.now(), values });
        told(Date.now());
      }, PAUSE);
    });
  }
  function draft() {
    const key = draftOf(form.dataset.meeting), place = form.querySelector("[data-draft]"), found = read(key);
    const told = (...nodes) => { place.hidden = false; place.replaceChildren(...nodes); };
    if (found) {
      const again = pressed("Продолжить", () => { fill(form, found.values); place.hidden = true; }, "btn-primary");
      const away = pressed("Удалить", () => { localStorage.removeItem(key); place.hidden = true; });
      const acts = made("div", "", { class: "acts mt-2" });
      acts.append(again, away);
      told(made("p", "На этом телефоне есть черновик, " + clock(found.at) + ".", { class: "mb-0" }), acts);
    }
    keepDraft(form, () => form.dataset.meeting, (at) => {
      told(made("p", "Черновик сохранён на этом телефоне в " + clock(at) + ".", { class: "small mut mb-0" }));
    });
  }

  // The shell: pairs out of the phone, a form for the one that was tapped, or whose form was reloaded without network.
  function startShell() {
    const place = shell.querySelector("[data-list]"), mark = shell.querySelector("[data-offline]");
    const came = mark.querySelector("[data-came]"), title = mark.querySelector("h2");
    const pairs = (list() || { pairs: [] }).pairs;
    let pair = null;
    const back = () => { mark.hidden = true; place.hidden = false; };
    // «12:Иван О.,13:Пётр Н.»: whom a group has; everybody came until somebody is ticked off.
    const ticks = () => (pair.members || "").split(",").filter(Boolean).map((each) => {
      const [value, ...name] = each.split(":"), line = made("label", "", { class: "d-block py-2" });
      const tick = made("input", "", { type: "checkbox", class: "form-check-input me-2", name: "came", value });
      tick.checked = true;
      line.append(tick, name.join(":"));
      return line;
    });
    function start(each) {
      const kept = (read(draftOf(each.pair)) || { values: [] }).values;
      pair = each;
      fill(mark, [["held_on", dayOf("сегодня")], ["kind", each.kind], ["way", each.way], ["minutes", each.minutes]]);
      mark.elements.note.value = "";
      came.replaceChildren(came.firstElementChild, ...ticks());
      came.hidden = !pair.members;
      const told = kept.some(([name]) => name === "came") ? [] : Array.from(came.querySelectorAll("input"), (tick) => ["came", tick.value]);
      if (kept.length) fill(mark, [...kept, ...told]);
      title.textContent = "Отметить встречу: " + each.name;
      place.hidden = true;
      mark.hidden = false;
      title.focus();
    }
    if (pairs.length) place.replaceChildren(...pairs.map((each) => pressed(each.name, () => start(each), "btn-light btn-lg w-100 mb-2")));
    mark.querySelector("[data-back]").addEventListener("click", back);
    keepDraft(mark, () => pair.pair, () => {});
    mark.addEventListener("submit", (event) => {
      event.preventDefault();
      put(recordOf(mark, pair.pair, pair.name, [["client_uuid", crypto.randomUUID()]]));
      localStorage.removeItem(draftOf(pair.pair));
      back();
      show();
      say("Отправим, когда появится сеть.");
      flush();
    });
    const asked = /^\/pairs\/(\d+)\/meetings\/new\/$/.exec(location.pathname);
    const own = asked && pairs.find((each) => each.pair === asked[1]);
    if (own) start(own);
  }

  tidy();
  if (foreign === undefined) {
    keepList();
    if (navigator.serviceWorker) navigator.serviceWorker.register(WORKER, { scope: SCOPE });
    if (form) draft();
    if (shell) startShell();
  }
  if (form) form.addEventListener("submit", save);
  show();
  flush();
})();
