// Folds the questions that the answers so far do not call for; without it, "Refresh" does.
(() => {
  "use strict";

  const script = document.getElementById("script");
  if (!script) return;
  const folded = script.querySelectorAll("details[data-needs]");

  const fold = () => {
    const said = new FormData(script);
    for (const one of folded) {
      const wanted = one.dataset.in.split(" ");
      one.open = said.getAll(one.dataset.needs).some((answer) => wanted.includes(answer));
    }
  };
  script.addEventListener("change", fold);
})();
