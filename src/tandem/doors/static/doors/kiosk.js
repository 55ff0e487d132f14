// Before a kiosk: keeps what is typed, counts down, reads aloud, prints. Every page works without it.
(() => {
  "use strict";

  const answers = document.getElementById("answers");

  // What stands in the form is kept on the server, as the button "Continue" would do.
  const keep = async () => {
    if (!answers) return;
    const typed = [...new FormData(answers)].some(([name, said]) => name !== "csrfmiddlewaretoken" && said);
    if (!typed) return;
    const sent = { method: "POST", body: new FormData(answers), redirect: "manual" };
    await fetch(location.href, sent).catch(() => undefined);
  };

  // Also before another language is chosen, or a link leads away: but not before all is cleared.
  if (answers) {
    const bar = document.querySelector(".kiosk-bar");
    document.addEventListener("click", async (event) => {
      const link = event.target.closest("a[href]");
      if (!link || bar.contains(link) || link.hash) return;
      event.preventDefault();
      await keep();
      location.assign(link.href);
    });
    const kept = new WeakSet();
    document.addEventListener(
      "submit",
      async (event) => {
        if (event.target === answers || kept.has(event.target)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        kept.add(event.target);
        await keep();
        event.target.requestSubmit(event.submitter);
      },
      { capture: true },
    );
  }

  const idle = document.getElementById("idle");
  if (idle) {
    const silent = Number(idle.dataset.seconds);
    const warned = Number(idle.dataset.warned);
    const left = idle.querySelector("[data-left]");
    let last = Date.now();
    // The page leaves by itself after so long, as if there were no script: who writes on is not cut off.
    setTimeout(
      async () => {
        await keep();
        location.reload();
      },
      1000 * (Number(idle.dataset.last) - warned),
    );
    let over = false;
    const stay = () => {
      last = Date.now();
      if (!over) idle.hidden = true;
    };
    // Its own button is not taken away from under the finger.
    const touch = (event) => {
      if (!idle.contains(event.target)) stay();
    };
    for (const sign of ["pointerdown", "keydown", "input", "scroll"]) {
      addEventListener(sign, touch, { passive: true, capture: true });
    }
    idle.querySelector("[data-stay]").addEventListener("click", stay);
    setInterval(async () => {
      // By the clock and not by counting: a machine that slept wakes up to a page put away.
      const seconds = silent - Math.floor((Date.now() - last) / 1000);
      if (over || seconds > warned) return;
      if (idle.hidden) {
        idle.hidden = false;
        idle.querySelector("[data-stay]").focus({ preventScroll: true });
      }
      left.textContent = String(Math.max(seconds, 0));
      if (seconds > 0) return;
      over = true;
      await keep();
      location.replace(`${idle.dataset.then}?back=${encodeURIComponent(location.pathname)}`);
    }, 250);
  }

  const countdown = document.querySelector("[data-countdown]");
  if (countdown) {
    const until = Date.now() + 1000 * Number(countdown.dataset.countdown);
    const left = countdown.querySelector("[data-left]");
    const tell = () => {
      left.textContent = String(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    };
    countdown.hidden = false;
    tell();
    setInterval(tell, 250);
  }

  // A page found by going back is asked for anew; the server knows whether it is still hers.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  const say = document.querySelector("[data-say]");
  const speech = window.speechSynthesis;
  if (!say || !speech) return;

  // Local voices only: with another one, what is read would be sent to its maker.
  const voice = () => speech.getVoices().find((one) => one.localService && one.lang.startsWith(document.documentElement.lang));
  const offer = () => {
    say.hidden = !voice();
  };
  const WORDS = "h1, h2, main p, legend, .label, .choice label, .label-small, dt, dd, main li, .tile, th";
  const seen = (one) => one.checkVisibility() && !one.closest("[hidden], .unseen, .kiosk-bar");
  const words = () => {
    const found = [...document.querySelectorAll(`main :is(${WORDS})`)].filter(seen);
    const inner = found.filter((one) => !found.some((other) => other !== one && one.contains(other)));
    return inner.map((one) => one.innerText.trim()).filter(Boolean);
  };
  const stop = () => speech.cancel();
  say.addEventListener("click", () => {
    if (speech.speaking) return stop();
    for (const sentence of words()) {
      const spoken = new SpeechSynthesisUtterance(sentence);
      spoken.voice = voice();
      spoken.lang = spoken.voice.lang;
      spoken.rate = 0.9;
      speech.speak(spoken);
    }
  });
  addEventListener("pagehide", stop);
  speech.addEventListener?.("voiceschanged", offer);
  offer();
})();
