// Meals are dragged to another place by mouse, pen or finger. Nothing here is needed: dropping a meal
// sends the same form as "Move or copy" in its menu (with Ctrl or Alt held: a copy).
(() => {
  const board = () => document.getElementById("board");
  if (!document.getElementById("live") || !window.htmx) return;
  const FAR = 8;        // Pixels before a press is a drag.
  const HOLD = 350;     // Milliseconds a finger rests before it drags: a swipe still scrolls.
  let drag = null;

  const placeAt = (x, y) => {
    const found = document.elementsFromPoint(x, y).find((one) => one.closest?.(".slot[data-slot]"));
    return found?.closest(".slot[data-slot]") || null;
  };

  const mark = (place) => {
    if (drag.over === place) return;
    drag.over?.classList.remove("is-target");
    place?.classList.add("is-target");
    drag.over = place;
  };

  const begin = () => {
    clearTimeout(drag.timer);
    drag.active = true;
    drag.meal.classList.add("is-dragged");
    document.documentElement.classList.add("is-dragging");
    drag.ghost = document.createElement("div");
    drag.ghost.className = "ghost";
    drag.ghost.setAttribute("aria-hidden", "true");
    drag.ghost.textContent = drag.meal.querySelector(".meal__name").textContent;
    document.body.append(drag.ghost);
  };

  const end = () => {
    if (!drag) return;
    clearTimeout(drag.timer);
    drag.over?.classList.remove("is-target");
    drag.meal.classList.remove("is-dragged");
    drag.ghost?.remove();
    document.documentElement.classList.remove("is-dragging");
    drag = null;
  };

  const send = (meal, from, place, copies) => {
    const date = place.closest(".day").dataset.date;
    const path = `${location.pathname}meals/${meal.dataset.meal}/${copies ? "copy" : "move"}/${location.search}`;
    const values = { slot: place.dataset.slot, revision: document.getElementById("stamp").dataset.revision };
    values[copies ? "days" : "date"] = date;
    if (copies) values.how = "anew";
    window.htmx.ajax("POST", path, { source: from, target: "#undo", swap: "outerHTML", values });
  };

  document.addEventListener("pointerdown", (event) => {
    const meal = event.target.closest?.(".meal[data-meal]:not(.meal--drink)");
    const button = event.target.closest?.("summary, button, .menu__items, input");
    if (!meal || button || event.button !== 0 || !board()?.contains(meal)) return;
    if (!meal.querySelector(".menu")) return;
    drag = { meal, x: event.clientX, y: event.clientY, id: event.pointerId, active: false };
    if (event.pointerType === "touch") drag.timer = setTimeout(begin, HOLD);
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const moved = Math.hypot(event.clientX - drag.x, event.clientY - drag.y);
    if (!drag.active) {
      if (moved < FAR) return;
      if (event.pointerType === "touch") return end();
      begin();
    }
    event.preventDefault();
    drag.ghost.style.translate = `${event.clientX + 12}px ${event.clientY + 12}px`;
    mark(placeAt(event.clientX, event.clientY));
    if (event.clientY < 60) window.scrollBy(0, -12);
    if (event.clientY > innerHeight - 60) window.scrollBy(0, 12);
  });

  document.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const { active, meal, over } = drag;
    const from = meal.closest(".slot");
    const copies = event.ctrlKey || event.altKey;
    end();
    if (!active) return;
    // The click that follows would open the dish.
    const stop = (click) => { click.preventDefault(); click.stopPropagation(); };
    document.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", stop, { capture: true }), 50);
    if (over && (over !== from || copies)) send(meal, from, over, copies);
  });

  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });
  // A press on a meal does not begin to mark text.
  document.addEventListener("selectstart", (event) => { if (drag) event.preventDefault(); });
  document.addEventListener("dragstart", (event) => { if (event.target.closest?.(".meal[data-meal]")) event.preventDefault(); });
  // A finger that holds a meal neither scrolls nor opens the system's menu.
  document.addEventListener("touchmove", (event) => { if (drag?.active) event.preventDefault(); }, { passive: false });
  document.addEventListener("contextmenu", (event) => { if (drag) event.preventDefault(); });
})();
