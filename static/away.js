// Sign-out after half an hour away: a warning before it, and what was typed survives it until the next sign-in.
(function () {
  "use strict";

  const body = document.body;
  const account = body.dataset.account;  // this file is sent to signed-in people; app.js notes the page of signing in
  const LIMIT = Number(body.dataset.idle) * 60000;  // milliseconds
  const WARN = 180000, PING = 300000;  // the server rounds to minutes: two of the three are certain
  const dialog = document.getElementById("idle");
  const here = location.pathname;

  // What was typed is kept in this tab only, for this person only; passwords, files and hidden fields never.
  const forms = () => Array.from(document.querySelectorAll('main form[method="post"]'));
  const fields = (form) => Array.from(form.elements).filter(
    (field) => field.name && !["password", "file", "hidden", "submit", "button", "fieldset"].includes(field.type));
  const chosen = (field) => field.type === "checkbox" || field.type === "radio";
  const state = (field) => (chosen(field) ? field.checked
    : field.multiple ? Array.from(field.selectedOptions, (option) => option.value) : field.value);

  function keep(form) {
    if (!account || !form || forms().indexOf(form) < 0 || form.querySelector('[type="password"]')) return forget();
    const values = fields(form).map((field) => [field.name, state(field)]);
    sessionStorage.setItem("typed", JSON.stringify({ account, here, number: forms().indexOf(form), values }));
  }

  function forget() {
    sessionStorage.removeItem("typed");
    sessionStorage.removeItem("away");
  }

  function put(field, value) {
    if (chosen(field)) field.checked = value;
    else if (field.multiple) Array.from(field.options).forEach((option) => { option.selected = value.includes(option.value); });
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // After a sign-in the form has its values again; any other page of a signed-in person says that they arrived.
  function restore() {
    const found = JSON.parse(sessionStorage.getItem("typed") || "null");
    const away = sessionStorage.getItem("away");
    if (found && away && found.account === account && found.here !== here) return;
    forget();
    if (!found || !away || found.account !== account) return;
    const form = forms()[found.number];
    const now = form ? fields(form) : [];
    if (now.length !== found.values.length || now.some((field, n) => field.name !== found.values[n][0])) return;
    now.forEach((field, n) => put(field, found.values[n][1]));
    const note = document.createElement("div");
    note.className = "alert alert-info mb-3";
    note.textContent = "Вход был закрыт, но введённое сохранилось. Проверьте и отправьте ещё раз.";
    document.getElementById("status").replaceChildren(note);
  }

  // The last use is shared by the tabs of a browser.
  let used = Date.now();
  const lastUse = () => Math.max(used, Number(localStorage.getItem("used")) || 0);
  function touch() {
    used = Date.now();
    localStorage.setItem("used", String(used));
  }

  async function stay() {
    touch();
    const token = document.querySelector("meta[name=csrf]").content;
    const answer = await fetch(dialog.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token } });
    if (answer.redirected || !answer.ok) over();
  }

  function over() {
    clearInterval(watch);
    Array.from(dialog.children).forEach((part) => { part.hidden = part.dataset.when !== "over"; });
    if (!dialog.open) dialog.showModal();
  }

  // Signing out leaves nothing of a mentor on the phone (offline.js); what was not sent yet goes at a second press.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out]")) return;
    const unsent = JSON.parse(localStorage.getItem("outbox:v1") || "[]").filter((each) => each.account === account);
    if (unsent.length && !form.dataset.sure) {
      event.preventDefault();
      form.dataset.sure = "yes";
      const note = document.createElement("div");
      note.className = "alert alert-warning mb-3";
      note.textContent = "На телефоне ждут отправки встречи: " + unsent.length
        + ". После выхода они пропадут. Откройте «Мои пары» с сетью или нажмите «Выйти» ещё раз.";
      document.getElementById("status").replaceChildren(note);
      return;
    }
    Object.keys(localStorage).filter((key) => /^(draft|outbox|pairs):v1/.test(key)).forEach((key) => localStorage.removeItem(key));
  }, true);

  let typed = null, watch = 0;  // the form typed into last; the clock
  restore();
  touch();
  document.addEventListener("htmx:afterRequest", touch);
  document.addEventListener("submit", (event) => {
    if (event.target.parentElement.dataset.when === "over") keep(typed);
    else if (event.target.method === "post") keep(event.target);
  });
  document.addEventListener("input", (event) => {
    typed = event.target.form;
    if (Date.now() - lastUse() > PING && !dialog.open) stay();
  });
  dialog.addEventListener("close", stay);
  watch = setInterval(() => {
    const left = LIMIT - (Date.now() - lastUse());
    if (left <= 0) over();
    else if (left > WARN) dialog.close();
    else if (!dialog.open) dialog.showModal();
  }, 10000);
})();
