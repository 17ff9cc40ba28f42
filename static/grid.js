// The grid of indicators by keyboard: Enter and arrows move as in Excel; a block copied from Excel goes to the server.
(function () {
  "use strict";

  const fields = (input) => Array.from(input.closest("table").querySelectorAll('[data-grid][form="' + input.form.id + '"]'));
  const column = (input) => input.closest("td").cellIndex;

  function step(input, by) {
    const all = fields(input).filter((each) => column(each) === column(input));
    const next = all[all.indexOf(input) + by];
    if (!next) return false;
    next.focus();
    next.select();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const input = event.target.closest("[data-grid]");
    if (!input || event.ctrlKey || event.altKey || event.metaKey) return;
    const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    if (!step(input, by) && event.key === "Enter") input.blur();
  });

  document.addEventListener("paste", (event) => {
    const input = event.target.closest("[data-grid]");
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!input || !/[\t\n]/.test(text.trimEnd())) return;
    const table = input.closest("table");
    const address = input.form.id === "plans" ? table.dataset.pastePlan : table.dataset.pasteFact;
    if (!address) return;
    event.preventDefault();
    window.htmx.ajax("POST", address, { target: table, swap: "none", values: { first: input.name, text } });
  });
})();
