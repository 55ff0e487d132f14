// Small comforts; every page works without them.
(() => {
  "use strict";

  document.querySelector(".problems")?.focus();

  // A second press sends nothing twice. The button stays enabled: its own value must be sent too.
  const sent = new WeakSet();
  addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
    setTimeout(() => sent.delete(event.target), 8000);
  });
  // While the line is cut, what is typed stays on the page; it leaves by itself when it is back.
  let waiting = null;
  const cut = document.getElementById("cut");
  addEventListener(
    "submit",
    (event) => {
      if (navigator.onLine || !cut || event.target.method !== "post") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = [event.target, event.submitter];
      cut.hidden = false;
    },
    true,
  );
  addEventListener("online", () => {
    if (!waiting) return;
    cut.hidden = true;
    waiting[0].requestSubmit(waiting[1]);
    waiting = null;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) sent.delete(form);
  });

  addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) at.form?.requestSubmit();
    const writing = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    if (event.key === "/" && !writing && !event.ctrlKey && !event.altKey) {
      const search = document.querySelector('input[type="search"]');
      if (search) event.preventDefault();
      search?.focus();
    }
  });
})();
