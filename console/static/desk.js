// The desk works without this file. It keeps the list fresh, tells what is new, and saves long answers from the end of a session.
"use strict";

(() => {
  const list = document.querySelector("[data-live]");
  const offline = document.querySelector("[data-offline]");
  const news = document.querySelector("[data-news]");
  const announce = document.querySelector("[data-announce]");
  const shown = document.querySelector("[data-case]")?.dataset.case;
  const token = document.querySelector("meta[name=csrf-token]")?.content ?? "";

  const leave = () => {
    if (!document.querySelector("[data-writing] textarea")?.value) location.assign("/desk/sign-in");
  };

  let waiting = false;
  async function refresh() {
    if (waiting) return;
    waiting = true;
    try {
      const response = await fetch(list.dataset.live, { headers: { "X-Csrf-Token": token } });
      if (response.status === 401) return leave();
      if (!response.ok) throw new Error(String(response.status));
      const focused = document.activeElement?.closest("#cases a")?.getAttribute("href");
      const before = list.querySelectorAll("li").length;
      list.innerHTML = await response.text(); // our own template, escaped by the server
      if (focused) [...list.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
      const now = list.querySelectorAll("li").length;
      if (announce && now > before) announce.textContent = "Ein neuer Fall ist da.";
      if (offline) offline.hidden = true;
    } catch {
      if (offline) offline.hidden = false;
    } finally {
      waiting = false;
    }
  }

  if (list && window.EventSource) {
    const stream = new EventSource("/desk/events");
    stream.addEventListener("open", () => {
      if (offline && !offline.hidden) refresh();
    });
    stream.addEventListener("error", () => {
      if (offline) offline.hidden = false;
    });
    stream.addEventListener("case", (event) => {
      refresh();
      if (news && event.data === shown) news.hidden = false;
    });
    stream.addEventListener("signed-out", () => {
      stream.close();
      leave();
    });
    window.addEventListener("pagehide", () => stream.close());
    setInterval(refresh, 60_000); // "waits for 3 minutes" goes on without any event
  }

  document.querySelector("[data-focus]")?.focus();

  let noted = Date.now();
  for (const form of document.querySelectorAll("[data-writing]")) {
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    form.addEventListener("input", () => {
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
