// The search field by keyboard: arrows move through the results, Enter opens, Escape comes back and
// clears. Without this file the results are links, reached with Tab.
(() => {
  const field = document.getElementById("q");
  if (!field) return;
  const links = () => [...document.querySelectorAll("#results .result__name a")];
  document.querySelectorAll("[data-needs-script]").forEach((hint) => { hint.hidden = false; });

  const clear = () => {
    if (!field.value) return;
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const move = (event, step) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== field) return;
    const next = at + step;
    if (next >= all.length || next < -1) return;
    event.preventDefault();
    (next < 0 ? field : all[next]).focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowDown") move(event, 1);
    if (event.key === "ArrowUp") move(event, -1);
    if (event.key !== "Escape") return;
    if (document.activeElement === field) {
      event.preventDefault();
      clear();
    } else if (links().includes(document.activeElement)) {
      field.focus();
      field.select();
    }
  });
})();
