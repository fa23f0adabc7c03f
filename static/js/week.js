// The week page: every edit goes out with the revision that the page shows now, which changes with
// each answer; Ctrl+Z takes back, Ctrl+Shift+Z (or Ctrl+Y) does again.
(() => {
  const shown = () => document.getElementById("stamp")?.dataset.revision;

  // Forms carry the revision they were drawn with, for browsers without scripts. Columns that an
  // edit left alone are not drawn again, so the page's own revision counts; the question whether to
  // make a change "all the same" names the revision it speaks of.
  document.body.addEventListener("htmx:configRequest", (event) => {
    const sent = event.detail.parameters;
    const own = event.detail.elt.closest("#live, #panel");
    // No `in`: these are the form's data behind a proxy that answers only to reading.
    if (event.detail.verb !== "post" || !own || sent.revision === undefined || sent.again) return;
    if (shown()) sent.revision = shown();
  });

  const isField = (one) => one.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    if (isField(event.target) || document.querySelector("dialog[open]")) return;
    const wanted = key === "y" || event.shiftKey ? "redo" : "undo";
    const button = document.querySelector(`#undo [data-key="${wanted}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
