// The shopping list between two looks: what was open stays open, the typed line is emptied when it
// is on the list, and aisles can be dragged. Without this file every button still works.
(() => {
  // A list that another phone changed is replaced: details that were open stay so.
  let open = [];
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "list-body") return;
    open = [...document.querySelectorAll("#list-body details[open][id]")].map((one) => one.id);
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    open = [];
  });

  document.body.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (form.id !== "quickadd" || !event.detail.successful) return;
    form.reset();
    form.querySelector("input[name=text]").focus();
  });

  // Dragging an aisle sends the order as it is then; the arrows beside it do the same by hand.
  let dragged = null;
  const rowAt = (event) => event.target.closest?.("[data-sortable] > li");
  document.addEventListener("dragstart", (event) => {
    dragged = rowAt(event) ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    dragged.classList.add("is-dragged");
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && rowAt(event);
    if (!over) return;
    event.preventDefault();
    if (over === dragged) return;
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    over.parentElement.insertBefore(dragged, below ? over.nextSibling : over);
  });
  document.addEventListener("drop", (event) => {
    if (dragged) event.preventDefault();
  });
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    dragged = null;
    document.getElementById("aisle-order")?.dispatchEvent(new Event("aisles:dropped"));
  });
})();
