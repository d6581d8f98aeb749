// Saves the reloading: sends what is written or pressed, puts the server's answer under it, and listens for what comes later.
// Everything works without it. The only markup it inserts was written by the server; words are inserted as text.
"use strict";

(() => {
  const told = document.body.dataset;
  const text = document.getElementById("text");
  const notice = document.getElementById("notice");
  const base = told.base || "/chat"; // the path of this conversation
  const GIVE_UP_MS = 30_000; // a line that seems open and carries nothing
  const WARN_SECONDS = 300; // before a page shuts
  const TRY_AGAIN_MS = [3_000, 6_000, 12_000, 30_000];

  // What was written on a newcomer's own page and not sent when it shut. It stays in this tab, whose closed door gives it
  // to the same page when that is open again, in this tab or, as links from Telegram open one, in another.
  const unsent = (() => {
    const name = "unsent";
    const others = window.BroadcastChannel ? new BroadcastChannel("lotse-unsent") : null;
    let tab = null;
    try {
      tab = window.sessionStorage;
    } catch {
      // a browser that keeps nothing
    }
    const read = () => JSON.parse(tab?.getItem(name) || "null");
    const forget = () => tab?.removeItem(name);
    function keep(conversation, words) {
      if (words) tab?.setItem(name, JSON.stringify({ conversation, words }));
    }
    function restore({ conversation, words }) {
      if (conversation === told.conversation) text.value = [text.value, words].filter(Boolean).join("\n");
    }
    function takeBack() {
      const kept = read();
      forget();
      if (kept) restore(kept);
      others?.addEventListener("message", (event) => event.data.words && restore(event.data));
      others?.postMessage({ wanted: told.conversation });
    }
    function offer() {
      const hint = document.getElementById("kept");
      if (!hint || !read()) return;
      hint.hidden = false;
      others?.addEventListener("message", (event) => {
        const kept = read();
        if (!kept || kept.conversation !== event.data.wanted) return;
        others.postMessage(kept);
        forget();
        hint.hidden = true;
      });
    }
    return { keep, forget, takeBack, offer };
  })();
  unsent.offer();

  // Leave quickly: nothing of the page is seen any more, and "back" does not lead here, for no page of ours leaves
  // more than one entry in the history.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    if (link.id === "leave") {
      event.preventDefault();
      unsent.forget();
      navigator.sendBeacon?.("/chat/page/lock"); // shuts a newcomer's own page, if one is open here, and waits for nothing
      document.documentElement.classList.add("gone");
      document.title = "\u2026";
      window.location.replace(link.href);
    } else if (link.classList.contains("skip") && text) {
      event.preventDefault();
      text.focus();
    } else if (link.origin === window.location.origin && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      window.location.replace(link.href);
    }
  });

  function say(words, isAlarm) {
    if (!notice) return;
    notice.textContent = words || "";
    notice.classList.toggle("alarm", Boolean(isAlarm));
    notice.hidden = !words;
  }

  const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");

  function post(address, fields) {
    const signal = AbortSignal.timeout ? AbortSignal.timeout(GIVE_UP_MS) : undefined;
    return fetch(address, { method: "POST", body: fields, credentials: "same-origin", signal });
  }

  // What a form says: its hidden fields and what was pressed or written.
  function fieldsOf(form, pressed) {
    const fields = new URLSearchParams();
    for (const each of form.querySelectorAll("input[type=hidden]")) fields.set(each.name, each.value);
    if (pressed) fields.set(pressed.name, pressed.value);
    else fields.set("text", text.value.trim());
    return fields;
  }

  const why = (status) =>
    status === 429 ? told.tooFast : status === 413 || status === 422 ? told.tooLong : told.failed;

  // What the server's page says about it; it knows for how long to wait.
  function reasonIn(markup) {
    const part = document.createElement("template");
    part.innerHTML = markup;
    return part.content.querySelector("#notice")?.textContent.trim();
  }

  if (text) {
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (text.value.trim()) text.form.requestSubmit();
    });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.action.endsWith("/lock")) {
      event.preventDefault();
      return lock(form.action);
    }
    if (!form.action.endsWith("/say")) return;
    const pressed = event.submitter && event.submitter.name ? event.submitter : null;
    event.preventDefault();
    if (!pressed && !text.value.trim()) return text.focus();
    if (talk) talk(form, pressed);
    else begin(form, pressed);
  });

  // Shuts the page for somebody who has finished. It is said to be shut only when it is.
  async function lock(address) {
    try {
      const answer = await post(address);
      if (!answer.redirected) return say(why(answer.status), true);
      unsent.forget();
      document.documentElement.classList.add("gone");
      window.location.replace(answer.url);
    } catch {
      say(navigator.onLine ? told.failed : told.offline, true);
    }
  }

  // The first question opens the conversation; its page takes the place of this one. The key of the form stays, so a
  // second attempt is harmless.
  async function begin(form, pressed) {
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    document.documentElement.classList.add("busy");
    say(told.waiting);
    try {
      const answer = await post("/chat/say", fieldsOf(form, pressed));
      if (answer.ok) return window.location.replace("/chat");
      say(reasonIn(await answer.text()) || why(answer.status), true);
    } catch {
      say(navigator.onLine ? told.failed : told.offline, true);
    }
    delete form.dataset.busy;
    document.documentElement.classList.remove("busy");
  }

  const talk = told.conversation ? conversation() : null;
  if (!talk) window.addEventListener("online", () => say(""));
  window.addEventListener("offline", () => say(told.offline, true));
  if (!navigator.onLine) say(told.offline, true);

  function conversation() {
    const log = document.getElementById("log");
    const waiting = document.getElementById("waiting");
    const waitingWords = document.getElementById("waiting-words");
    const patience = waitingWords.textContent;
    let last = Number(told.last);
    let late = waiting.hidden ? 0 : last + 1; // an answer that takes long: it is there when `last` reaches this
    let ended = false;

    // What was said, in order, until the server has it. Nothing overtakes, nothing is dropped.
    const queue = [];
    let isSending = false;
    let failures = 0;
    let again = 0;

    function showWaiting() {
      waiting.hidden = !(isSending || late);
      waitingWords.textContent = late && !isSending ? told.slow : patience;
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
      const top = place.getBoundingClientRect().top + window.scrollY - document.querySelector(".top").offsetHeight - 16;
      window.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
    }

    // Puts replies under the others; a reply that is there already is left out. Returns the new ones.
    function add(markup, after) {
      const part = document.createElement("template");
      part.innerHTML = markup;
      const fresh = [...part.content.querySelectorAll("article.reply")].filter(
        (reply) => !document.getElementById(reply.id)
      );
      for (const reply of fresh) {
        if (after) after.after(reply);
        else log.append(reply);
        after = after && reply;
        last = Math.max(last, Number(reply.dataset.id));
      }
      if (late && last >= late) late = 0;
      const turns = [...log.querySelectorAll("article.reply")].map((reply) => Number(reply.dataset.turn));
      const newest = Math.max(0, ...turns);
      for (const reply of log.querySelectorAll("article.reply")) {
        if (Number(reply.dataset.turn) !== newest) reply.querySelector(".choices")?.remove();
      }
      showWaiting();
      return fresh;
    }

    // The page itself speaks the newcomer's language too. It is not fetched anew while something is unsent.
    function followLanguage(fresh) {
      const spoken = fresh.filter((reply) => !reply.classList.contains("reply-staff")).pop();
      if (!spoken || spoken.lang === document.documentElement.lang || queue.length || text.value) return;
      window.location.replace(base);
    }

    async function sendAll() {
      if (isSending || ended) return;
      clearTimeout(again);
      isSending = true;
      showWaiting();
      while (queue.length && !ended && (await sendFirst(queue[0])));
      isSending = false;
      showWaiting();
    }

    // Returns whether the next one may go.
    async function sendFirst(message) {
      const { fields, place } = message;
      mark(place, false);
      let answer;
      let markup;
      try {
        answer = await post(`${base}/part?after=${last}`, fields);
        markup = await answer.text();
      } catch {
        return keep(message, navigator.onLine ? told.failed : told.offline, true);
      }
      if (answer.status === 401) return beginAnew();
      if (answer.status === 413 || answer.status === 422) return refuse(message, why(answer.status));
      if (!answer.ok) return keep(message, why(answer.status), answer.status >= 500);
      queue.shift();
      failures = 0;
      say("");
      shutting.heed(answer);
      if (answer.headers.get("Lotse-Ended")) {
        end(markup);
        return false;
      }
      if (answer.status === 202) {
        late = last + 1;
        listen.lookUntilThere();
      }
      const fresh = add(markup, place);
      if (message.byButton && fresh.length) fresh[0].focus({ preventScroll: true });
      scrollTo(place);
      followLanguage(fresh);
      return true;
    }

    function mark(place, isUnsent) {
      place.classList.toggle("unsent", isUnsent);
      place.querySelector(".again")?.remove();
    }

    // Not sent, or not known: it stays, with everything after it, and is sent again with the same key.
    function keep(message, words, byItself) {
      say(words, true);
      for (const each of queue) mark(each.place, true);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "again";
      button.textContent = told.again;
      button.addEventListener("click", sendAll);
      message.place.append(button);
      scrollTo(message.place);
      if (byItself) {
        again = setTimeout(sendAll, TRY_AGAIN_MS[Math.min(failures, TRY_AGAIN_MS.length - 1)]);
        failures += 1;
      }
      return false;
    }

    // The server will never take it: the words go back to where they can be changed.
    function refuse(message, words) {
      queue.shift();
      say(words, true);
      if (!text.value) text.value = message.fields.get("text") || "";
      message.place.remove();
      text.focus();
      return true;
    }

    // The conversation is gone, here or in another tab: what was written begins a new one, a button is worth nothing.
    // A page that belongs to somebody in Telegram is only shut: what was meant for a unit goes nowhere else.
    async function beginAnew() {
      if (told.shut) {
        if (ended) return false;
        const waiting = queue.map((each) => each.fields.get("text"));
        unsent.keep(told.conversation, [...waiting, text.value.trim()].filter(Boolean).join("\n"));
        queue.length = 0;
        ended = true;
        window.location.replace(waiting.length ? `${told.shut}&why=unsent` : told.shut);
        return false;
      }
      const language = document.documentElement.lang;
      const written = queue.map((each) => each.fields.get("text")).filter(Boolean);
      if (written.length) {
        const fields = new URLSearchParams({ key: queue[0].fields.get("key"), text: written.join("\n"), start: language });
        try {
          const answer = await post("/chat/say", fields);
          if (!answer.ok) return keep(queue[0], why(answer.status), false);
        } catch {
          return keep(queue[0], told.failed, true);
        }
        queue.length = 0;
      }
      window.location.replace(`/chat?start=${language}`);
      return false;
    }

    // Everything was deleted: only the receipt is left, and there is nothing more to say here.
    function end(markup) {
      ended = true;
      late = 0;
      queue.length = 0;
      listen.stop();
      document.querySelector(".bottom").remove();
      document.querySelector(".switch-form")?.remove();
      document.querySelector(".skip")?.remove();
      for (const each of document.querySelectorAll(".strip, .above")) each.remove(); // of a page that is gone too
      log.replaceChildren();
      const [receipt] = add(markup);
      const anew = document.createElement("a");
      anew.className = "anew";
      anew.href = `/chat?start=${document.documentElement.lang}`;
      anew.textContent = told.anew;
      log.after(anew);
      receipt?.focus();
    }

    function start(form, pressed) {
      if (ended) return;
      const fields = fieldsOf(form, pressed);
      fields.set("key", newKey());
      const words = pressed
        ? (pressed.querySelector("span:not(.picture, .hidden):last-child") || pressed).textContent.trim()
        : fields.get("text");
      if (!pressed) {
        text.value = "";
        if (window.matchMedia("(hover: none)").matches) text.blur(); // else the keyboard covers the answer
      }
      if (pressed && pressed.name === "press") for (const choices of log.querySelectorAll(".choices")) choices.remove();
      const place = own(words);
      const byButton = pressed !== null && pressed.name === "press";
      queue.push({ fields, place, byButton });
      showWaiting();
      scrollTo(place);
      sendAll();
    }

    // What comes later: an answer of a person, or one that took long. The stream only says that there is something.
    const listen = (() => {
      let stream = null;
      let soon = 0;
      async function look() {
        try {
          const answer = await fetch(`${base}/part?after=${last}`, { credentials: "same-origin" });
          if (answer.ok) shutting.heed(answer);
          if (answer.ok && !ended) followLanguage(add(await answer.text()));
          if (answer.status === 401 && !ended && !queue.length) beginAnew();
          return answer.ok;
        } catch {
          return false; // the stream tells again as soon as there is a network
        }
      }
      // The stream tells, but an answer that is waited for must not depend on it.
      async function lookUntilThere() {
        while (late && !ended) {
          await new Promise((resolve) => setTimeout(resolve, 3_000));
          if (!document.hidden && !isSending) await look();
        }
      }
      function start() {
        clearTimeout(soon);
        if (stream || ended || !window.EventSource) return;
        stream = new EventSource(`/chat/api/conversations/${told.conversation}/events?after=${last}`);
        stream.addEventListener("reply", (event) => {
          if (Number(event.lastEventId) > last && !isSending) look(); // what is being asked brings everything along
        });
        stream.addEventListener("error", () => {
          if (!stream || stream.readyState !== EventSource.CLOSED) return; // else the browser itself tries again
          stop();
          soon = setTimeout(() => look().then(start), 5_000);
        });
      }
      function stop() {
        clearTimeout(soon);
        stream?.close();
        stream = null;
      }
      document.addEventListener("visibilitychange", () => {
        if (document.hidden) return stop(); // a sleeping telephone holds no line open
        look();
        start();
        if (queue.length) sendAll();
      });
      window.addEventListener("pagehide", stop);
      return { start, stop, look, lookUntilThere };
    })();

    // A newcomer's own page shuts by itself. Each message keeps it open, and the server says for how long.
    const shutting = (() => {
      let soon = 0;
      let over = 0;
      function set(seconds) {
        clearTimeout(soon);
        clearTimeout(over);
        if (notice.textContent === told.endsSoon) say("");
        soon = setTimeout(() => say(told.endsSoon), (seconds - WARN_SECONDS) * 1_000);
        over = setTimeout(lookOrLeave, (seconds + 1) * 1_000);
      }
      // It may have been used in another tab. Without an answer nothing of it stays to be seen.
      async function lookOrLeave() {
        if (!(await listen.look())) beginAnew();
      }
      function heed(answer) {
        const seconds = answer.headers.get("Lotse-Open-Seconds");
        if (!seconds) return;
        document.getElementById("until").textContent = answer.headers.get("Lotse-Open-Until");
        set(Number(seconds));
      }
      if (told.openSeconds) {
        set(Number(told.openSeconds));
        unsent.takeBack();
      }
      return { heed };
    })();

    window.addEventListener("online", () => {
      say("");
      failures = 0;
      sendAll();
    });
    // Leaving while something is unsent would lose it: the browser asks.
    window.addEventListener("beforeunload", (event) => {
      if (queue.length && !document.documentElement.classList.contains("gone")) event.preventDefault();
    });

    showWaiting();
    listen.start();
    listen.lookUntilThere();
    const answers = [...log.querySelectorAll("article.reply")];
    const newest = answers.find((reply) => reply.dataset.turn === answers.at(-1).dataset.turn);
    const place = newest?.previousElementSibling?.matches(".own") ? newest.previousElementSibling : newest;
    if (place && !window.location.hash) place.scrollIntoView({ block: "start" });
    return start;
  }
})();
