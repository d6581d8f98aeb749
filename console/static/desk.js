// The desk works without this file. It keeps list and conversation fresh, tells what is new, and keeps what is being
// written through a reload and through the end of a session.
"use strict";

(() => {
  const list = document.querySelector("[data-live]");
  const offline = document.querySelector("[data-offline]");
  const news = document.querySelector("[data-news]");
  const announce = document.querySelector("[data-announce]");
  const talk = document.querySelector("[data-talk]");
  const shown = document.querySelector("[data-case]")?.dataset.case;
  const token = document.querySelector("meta[name=csrf-token]")?.content ?? "";

  // What is being written stays in this tab, until it is sent or saved or somebody signs out or in: never longer, and
  // for nobody else.
  const fields = [...document.querySelectorAll("textarea[form=writing]")];
  const mine = `desk ${document.querySelector("meta[name=member]")?.content} `;
  const keyOf = (name) => `${mine}${shown} ${name}`;
  const keep = (field) => sessionStorage.setItem(keyOf(field.name), field.value);
  const forget = (but) => {
    const keys = Object.keys(sessionStorage).filter((key) => key.startsWith("desk ") && !(but && key.startsWith(but)));
    for (const key of keys) sessionStorage.removeItem(key);
  };

  forget(mine); // of others
  for (const name of document.querySelector("[data-spent]")?.dataset.spent.split(" ") ?? []) {
    sessionStorage.removeItem(keyOf(name));
  }
  for (const field of fields) {
    field.value ||= sessionStorage.getItem(keyOf(field.name)) ?? "";
    keep(field);
    field.addEventListener("input", () => keep(field));
    if (field.value) field.closest("[data-unsent]")?.removeAttribute("hidden");
  }
  // loading the page again then saves nothing twice, and forgets no newer text
  if (shown && document.querySelector(".notice")) history.replaceState(null, "", `/desk/cases/${shown}${location.hash}`);

  const tabs = new BroadcastChannel("desk"); // the others of this browser
  document.querySelector(".sign-out")?.addEventListener("submit", () => {
    forget();
    tabs.postMessage("signed out");
  });
  tabs.addEventListener("message", () => {
    forget();
    location.assign("/desk/sign-in?done=signed-out");
  });

  const leave = () => {
    if (fields.some((field) => field.value !== sessionStorage.getItem(keyOf(field.name)))) return;
    const next = shown ? `/desk/cases/${shown}` : location.pathname + location.search;
    location.assign(`/desk/sign-in?${new URLSearchParams({ next, done: "ended" })}`);
  };

  // Our own templates, escaped by the server. What belongs elsewhere on the page says where.
  function show(place, markup) {
    place.innerHTML = markup;
    for (const part of place.querySelectorAll("template[data-into]")) {
      const target = document.getElementById(part.dataset.into);
      if (target && part.dataset.title) document.title = `${part.dataset.title} · Lotse`;
      if (!target?.contains(document.activeElement)) target?.replaceChildren(part.content);
      part.remove();
    }
  }

  let waiting = false;
  let again = false; // asked for while one was on its way, which may be from before the news
  async function refresh() {
    if (waiting) {
      again = true;
      return;
    }
    waiting = true;
    try {
      const response = await fetch(list.dataset.live, { headers: { "X-Csrf-Token": token } });
      if (response.status === 401) return leave();
      if (!response.ok) throw new Error(String(response.status));
      const focused = document.activeElement?.closest("#cases a")?.getAttribute("href");
      const before = list.querySelectorAll("li").length;
      show(list, await response.text());
      if (focused) [...list.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
      const now = list.querySelectorAll("li").length;
      if (announce && now > before) announce.textContent = "Ein neuer Fall ist da.";
      if (offline) offline.hidden = navigator.onLine; // an answer may arrive after the network went
    } catch {
      if (offline) offline.hidden = false;
    } finally {
      waiting = false;
    }
    if (again) {
      again = false;
      refresh();
    }
  }

  // What the newcomer or a colleague wrote appears; what is being written stays as it is.
  async function follow() {
    try {
      const response = await fetch(talk.dataset.talk, { headers: { "X-Csrf-Token": token } });
      if (response.status === 401) return leave();
      if (!response.ok) throw new Error(String(response.status));
      const state = () => talk.querySelector("[data-state]")?.dataset.state;
      const count = () => talk.querySelectorAll(".message").length;
      const before = { state: state(), count: count() };
      show(talk, await response.text());
      if (state() !== before.state) tell("In diesem Fall hat sich etwas geändert.", true);
      else if (count() > before.count) tell("Eine neue Nachricht ist da.", false);
    } catch {
      tell("In diesem Fall gibt es etwas Neues.", true);
    }
  }

  function tell(words, canReload) {
    const line = document.createElement("p");
    line.className = "news";
    line.textContent = words;
    if (canReload) {
      const again = document.createElement("a");
      again.href = `/desk/cases/${shown}`;
      again.textContent = "Neu laden";
      line.append(" ", again);
    }
    document.querySelector(".notice")?.remove(); // what was done before the news
    news.replaceChildren(line);
  }

  if (list && window.EventSource) {
    const stream = new EventSource("/desk/events");
    stream.addEventListener("open", () => {
      if (!offline || offline.hidden) return;
      refresh();
      if (talk) follow();
    });
    stream.addEventListener("error", () => {
      if (offline) offline.hidden = false;
    });
    stream.addEventListener("case", (event) => {
      refresh();
      if (talk && event.data === shown) follow();
    });
    stream.addEventListener("signed-out", () => {
      stream.close();
      leave();
    });
    window.addEventListener("offline", () => {
      if (offline) offline.hidden = false;
    });
    window.addEventListener("online", () => {
      refresh();
      if (talk) follow();
    });
    window.addEventListener("pagehide", () => stream.close());
    setInterval(refresh, 60_000); // "waits for 3 minutes" goes on without any event
  }

  document.querySelector("[data-focus]")?.focus();

  let noted = Date.now();
  for (const place of document.querySelectorAll("[data-writing]")) {
    place.addEventListener("keydown", (event) => {
      const button = place.querySelector("button");
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) button.form.requestSubmit(button);
    });
    place.addEventListener("input", () => {
      if (Date.now() - noted < 240_000) return;
      noted = Date.now();
      fetch("/desk/activity", { method: "POST", headers: { "X-Csrf-Token": token } }).catch(() => {});
    });
  }

  for (const form of document.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault(); // a second click is not a second answer
      form.dataset.sent = "yes";
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
})();
