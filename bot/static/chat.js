// Saves the reloading: sends what is written or pressed, puts the server's answer under it, and listens for what comes later.
// Everything works without it. The only markup it inserts was written by the server; words are inserted as text.
"use strict";

(() => {
  const body = document.body;
  const told = body.dataset;

  // Leave quickly: nothing of the page is seen any more, and "back" does not lead here.
  const leave = document.getElementById("leave");
  leave.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.classList.add("gone");
    document.title = "\u2026";
    window.location.replace(leave.href);
  });

  const text = document.getElementById("text");
  if (text) {
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (text.value.trim()) text.form.requestSubmit();
    });
    text.form.addEventListener("submit", (event) => {
      if (text.value.trim()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      text.focus();
    });
  }
  if (!told.conversation) return;

  const log = document.getElementById("log");
  const waiting = document.getElementById("waiting");
  const waitingWords = document.getElementById("waiting-words");
  const notice = document.getElementById("notice");
  const patience = waitingWords.textContent;
  let last = Number(told.last);
  let busy = 0;
  let ended = false;

  const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");

  function say(words, isAlarm) {
    notice.textContent = words || "";
    notice.classList.toggle("alarm", Boolean(isAlarm));
    notice.hidden = !words;
  }

  function wait(isOn) {
    busy = Math.max(0, busy + (isOn ? 1 : -1));
    waiting.hidden = busy === 0;
    if (busy === 0) waitingWords.textContent = patience;
  }

  function own(words) {
    const place = document.createElement("div");
    const who = document.createElement("p");
    const bubble = document.createElement("p");
    place.className = "own";
    who.className = "hidden";
    who.textContent = told.you;
    bubble.className = "bubble";
    bubble.dir = "auto";
    bubble.textContent = words;
    place.append(who, bubble);
    log.append(place);
    return place;
  }

  function scrollTo(place) {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = place.getBoundingClientRect().top + window.scrollY - 80;
    window.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }

  // Puts replies under the others; a reply that is there already is left out. Returns the new ones.
  function add(markup) {
    const part = document.createElement("template");
    part.innerHTML = markup;
    const fresh = [...part.content.querySelectorAll("article.reply")].filter(
      (reply) => !document.getElementById(reply.id)
    );
    for (const reply of fresh) {
      log.append(reply);
      last = Math.max(last, Number(reply.dataset.id));
    }
    const turns = [...log.querySelectorAll("article.reply")].map((reply) => Number(reply.dataset.turn));
    const newest = Math.max(0, ...turns);
    for (const reply of log.querySelectorAll("article.reply")) {
      if (Number(reply.dataset.turn) !== newest) reply.querySelector(".choices")?.remove();
    }
    return fresh;
  }

  // The page itself speaks the newcomer's language too.
  function followLanguage(fresh) {
    const spoken = fresh.filter((reply) => reply.classList.contains("reply-choices")).pop();
    if (spoken && spoken.lang !== document.documentElement.lang) window.location.replace("/chat");
  }

  async function send(form, words, place, hadFocus) {
    place.classList.remove("unsent");
    place.querySelector(".again")?.remove();
    say(navigator.onLine ? "" : told.offline, true);
    wait(true);
    try {
      const answer = await fetch(`/chat/part?after=${last}`, { method: "POST", body: form, credentials: "same-origin" });
      if (answer.status === 401) return window.location.replace("/chat");
      if (answer.status === 429) return unsent(form, words, place, told.tooFast);
      if (answer.status === 413 || answer.status === 422) return unsent(form, words, place, told.tooLong);
      if (!answer.ok) return unsent(form, words, place, told.failed);
      const fresh = add(await answer.text());
      if (answer.headers.get("Lotse-Ended")) return end();
      if (answer.status === 202) {
        waitingWords.textContent = told.slow;
        return listen.soon();
      }
      if (hadFocus && fresh.length) fresh[0].focus({ preventScroll: true });
      scrollTo(place);
      followLanguage(fresh);
    } catch {
      unsent(form, words, place, navigator.onLine ? told.failed : told.offline);
    } finally {
      wait(false);
    }
  }

  // The key in the form makes it harmless when the first attempt arrived after all.
  function unsent(form, words, place, why) {
    say(why, true);
    place.classList.add("unsent");
    const again = document.createElement("button");
    again.type = "button";
    again.className = "again";
    again.textContent = told.again;
    again.addEventListener("click", () => send(form, words, place, false));
    place.append(again);
    scrollTo(place);
  }

  function end() {
    ended = true;
    listen.stop();
    document.querySelector(".bottom").remove();
    document.querySelector(".switch-form")?.remove();
    const receipt = log.lastElementChild;
    for (const child of [...log.children]) if (child !== receipt) child.remove();
    receipt.focus();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (ended || !form.action.endsWith("/chat/say")) return;
    event.preventDefault();
    const pressed = event.submitter && event.submitter.name ? event.submitter : null;
    const fields = new URLSearchParams({ key: newKey() });
    let words;
    if (pressed) {
      fields.set(pressed.name, pressed.value);
      words = (pressed.querySelector("span:not(.picture):last-child") || pressed).textContent.trim();
    } else {
      words = text.value.trim();
      fields.set("text", words);
      text.value = "";
      if (window.matchMedia("(hover: none)").matches) text.blur(); // else the keyboard covers the answer
    }
    for (const choices of log.querySelectorAll(".choices")) choices.remove();
    const place = own(words);
    scrollTo(place);
    send(fields, words, place, pressed !== null && pressed.name === "press");
  });

  // What comes later: an answer of a person, or one that took long. The stream only says that there is something.
  const listen = (() => {
    let stream = null;
    async function look() {
      try {
        const answer = await fetch(`/chat/part?after=${last}`, { credentials: "same-origin" });
        if (answer.ok) followLanguage(add(await answer.text()));
      } catch {
        // the stream tells again as soon as there is a network
      }
    }
    function start() {
      if (stream || ended || !window.EventSource) return;
      stream = new EventSource(`/chat/api/conversations/${told.conversation}/events?after=${last}`);
      stream.addEventListener("reply", (event) => {
        if (Number(event.lastEventId) <= last || (busy && waitingWords.textContent === patience)) return;
        look();
      });
    }
    function stop() {
      stream?.close();
      stream = null;
    }
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return stop(); // a sleeping telephone holds no line open
      look();
      start();
    });
    window.addEventListener("pagehide", stop);
    return { start, stop, soon: () => setTimeout(look, 2000) };
  })();

  window.addEventListener("offline", () => say(told.offline, true));
  window.addEventListener("online", () => {
    say("");
    document.querySelector(".again")?.click();
  });
  if (!navigator.onLine) say(told.offline, true);

  if (!waiting.hidden) {
    busy = 1;
    const settled = setInterval(() => {
      if (log.querySelector(`#r${last}`) && last > Number(told.last)) {
        clearInterval(settled);
        wait(false);
      }
    }, 500);
  }
  listen.start();
  const newest = log.lastElementChild;
  if (newest && !window.location.hash) newest.scrollIntoView({ block: "start" });
})();
