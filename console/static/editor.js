// The editor works without this file. It checks and shows the text while somebody writes, puts facts where the cursor
// stands, and keeps what is not saved yet in this tab, through a reload and through the end of a session.
"use strict";

(() => {
  const member = document.querySelector("meta[name=member]")?.content;
  const keyOf = (place) => `desk ${member} text ${place}`; // desk.js forgets it when somebody signs out

  // The page of a text that was just saved
  const saved = document.querySelector("[data-saved]");
  if (saved && /[?&]done=(saved|unchanged)\b/.test(location.search)) {
    sessionStorage.removeItem(keyOf(saved.dataset.place));
    history.replaceState(null, "", location.pathname); // loaded again, it must not forget a newer text
  }

  const form = document.getElementById("editor");
  if (!form) return;
  document.documentElement.classList.add("has-script");
  const key = keyOf(form.dataset.place);
  const basedOn = form.elements.based_on;
  const fields = [...document.querySelectorAll("#editor textarea, #title")];
  let last = fields[1] ?? fields[0];

  // What is written, without what only steers the page
  const steering = new Set(["csrf_token", "search", "show", "theirs"]);
  const written = () => [...new FormData(form)].filter(([name]) => !steering.has(name));
  const keep = () => sessionStorage.setItem(key, JSON.stringify(written()));

  function putBack(entries) {
    const left = entries.map((entry) => [...entry]);
    for (const field of form.elements) {
      if (!field.name || steering.has(field.name) || field.tagName === "BUTTON") continue;
      const at = left.findIndex(([name, value]) => name === field.name && (field.type !== "checkbox" || value === field.value));
      if (field.type === "checkbox") field.checked = at >= 0;
      else if (at >= 0) field.value = left[at][1];
      if (at >= 0) left.splice(at, 1);
    }
  }

  const fresh = JSON.stringify(written());
  const kept = sessionStorage.getItem(key);
  if ("fresh" in form.dataset && kept && kept !== fresh) {
    const now = basedOn.value;
    putBack(JSON.parse(kept));
    const notice = document.querySelector("[data-kept]");
    notice.hidden = false;
    notice.querySelector("[data-newer]").hidden = basedOn.value === now;
    notice.querySelector("[data-discard]").addEventListener("click", () => {
      sessionStorage.removeItem(key);
      putBack(JSON.parse(fresh));
      notice.hidden = true;
      look();
    });
  } else if (!("fresh" in form.dataset)) {
    keep();
  }

  // Our own templates, escaped by the server
  function show(markup) {
    const page = document.createElement("div");
    page.innerHTML = markup;
    for (const part of page.querySelectorAll("template[data-into]")) {
      const place = document.getElementById(part.dataset.into);
      if (!place || place.contains(document.activeElement)) continue; // the focus stays where it is
      if (place.textContent.trim() === part.content.textContent.trim()) continue;
      const open = [...place.querySelectorAll("details")].map((each) => each.open);
      place.replaceChildren(part.content);
      place.querySelectorAll("details").forEach((each, index) => (each.open = open[index] ?? false));
    }
  }

  let asked = 0;
  async function look() {
    const number = ++asked;
    try {
      const response = await fetch(form.dataset.live, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (response.status === 401) {
        keep();
        location.assign(`/desk/sign-in?${new URLSearchParams({ next: location.pathname.replace(/\/preview$/, ""), done: "ended" })}`);
        return;
      }
      if (response.ok && number === asked) show(await response.text());
    } catch {
      // without a network the text is kept all the same; the next key asks again
    }
  }

  let soon;
  function changed(event) {
    if (event.target.form !== form) return;
    if (!steering.has(event.target.name)) keep();
    clearTimeout(soon);
    soon = setTimeout(look, 300);
  }
  document.addEventListener("input", changed);
  if (kept) look();

  // The tabulator passes many fields on its way to the list: only writing or pointing says which one is meant
  const mean = (event) => {
    if (fields.includes(event.target) && event.key !== "Tab" && event.key !== "Shift") last = event.target;
  };
  for (const kind of ["keydown", "input", "click"]) form.addEventListener(kind, mean);
  document.addEventListener("keydown", (event) => {
    const isLine = event.target.tagName === "INPUT" && event.target.form === form;
    if (event.key === "Enter" && isLine && !event.ctrlKey && !event.metaKey) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const code = event.target.closest?.("[data-insert]")?.dataset.insert;
    if (code) {
      last.focus();
      last.setRangeText(code, last.selectionStart, last.selectionEnd, "end");
      last.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    const jump = event.target.closest?.("a[data-line]");
    const field = jump && document.getElementById(jump.hash.slice(1));
    if (!field || field.tagName !== "TEXTAREA") return;
    event.preventDefault();
    const lines = field.value.split("\n");
    const begin = lines.slice(0, jump.dataset.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    field.focus();
    field.setSelectionRange(begin, begin + (lines[jump.dataset.line - 1]?.length ?? 0));
  });

  const wanted = location.hash && document.getElementById(location.hash.slice(1));
  if (wanted && fields.includes(wanted)) wanted.focus();
})();
