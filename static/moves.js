// The rows of a proposal by keyboard, in any layout: j k Enter l x u; and by hand: a row is dropped on a mentor.
(function () {
  "use strict";

  const rows = () => Array.from(document.querySelectorAll("[data-moves] tbody tr[id]"));
  const dialog = document.getElementById("choice");
  let current = location.hash.slice(1);

  function mark(row) {
    if (!row) return;
    rows().forEach((each) => { each.removeAttribute("aria-current"); each.tabIndex = -1; });
    row.setAttribute("aria-current", "true");
    row.tabIndex = 0;
    row.focus();
    current = row.id;
  }

  const chosen = () => rows().find((row) => row.id === current);

  function step(by) {
    const all = rows();
    const place = all.findIndex((row) => row.id === current);
    mark(all[place < 0 ? 0 : Math.min(Math.max(place + by, 0), all.length - 1)]);
  }

  function press(selector) {
    const target = (chosen() || document.createElement("tr")).querySelector(selector);
    if (target) target.click();
  }

  const keys = {
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    Enter: () => press("[data-open]"),
    KeyL: () => press("[data-lock]"),
    KeyX: () => press("[data-ban]"),
    KeyU: () => { const button = document.querySelector("[data-undo]"); if (button) button.click(); },
  };

  document.addEventListener("keydown", (event) => {
    const act = keys[event.code];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || (dialog && dialog.open)) return;
    if (event.target.closest("input, select, textarea, dialog")) return;
    if (event.code === "Enter" && event.target.closest("a, button, summary")) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-moves] tbody tr[id]");
    if (row) current = row.id;
  });

  // What was asked for opens in the dialog; a change closes it, and the row keeps the focus.
  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    if (target.id === "choice-body" && dialog) {
      if (!dialog.open) dialog.showModal();
      const first = target.querySelector("[data-focus-in] input") || target.querySelector("[data-focus]");
      (first || target.querySelector("button, a, select")).focus();
    }
    if (target.id === "set") {
      if (dialog && dialog.open) dialog.close();
      mark(chosen());
    }
  });
  // A refused form of the dialog comes back into the dialog, never in the place of the table.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== 422 || !dialog || !dialog.open) return;
    event.detail.target = document.getElementById("choice-body");
    event.detail.swapOverride = "innerHTML";
  });
  if (dialog) dialog.addEventListener("close", () => mark(chosen()));

  let dragged = null;
  const seat = (event) => event.target.closest && event.target.closest("[data-seats] [data-mentor]");
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest && event.target.closest("[data-moves] tr[data-move]");
    if (!dragged) return;
    const places = document.querySelector("details.places");
    if (places) { places.open = true; places.classList.add("over"); }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);  // Firefox drags nothing without data
  });
  document.addEventListener("dragover", (event) => { if (dragged && seat(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    const place = dragged && seat(event);
    if (!place) return;
    event.preventDefault();
    current = dragged.id;
    const version = document.querySelector("#moves [name=version]").value;
    const values = { mentor: place.dataset.mentor, version };
    window.htmx.ajax("POST", dragged.dataset.move, { target: "#set", swap: "outerHTML", values });
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    document.querySelectorAll("details.places.over").forEach((places) => places.classList.remove("over"));
  });

  if (chosen()) mark(chosen());
})();
