// Copies the result, and keeps the keyboard's place when the calculator was replaced.
// Without this file the text can be selected and copied by hand.
(() => {
  const offer = () => {
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  };
  offer();

  const copied = async (area) => {
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      // Pages that are not secure have no clipboard of their own.
      area.select();
      return document.execCommand("copy");
    }
    return true;
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const done = await copied(document.getElementById(button.dataset.copy));
    button.parentElement.querySelector("[data-copied]").hidden = !done;
  });

  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt.id !== "calculator") return;
    offer();
    if (document.activeElement === document.body) document.getElementById("calculated").focus();
  });
})();
