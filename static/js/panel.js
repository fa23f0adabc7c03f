// The side panel: a modal dialog that opens when a panel arrives and closes when the plan was saved.
// Without this file every panel is a page of its own.
(() => {
  const panel = document.getElementById("panel");
  if (!panel) return;
  let opener = null;
  let place = null;

  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (panel.contains(event.detail.elt) || event.detail.elt.id === "poll") return;
    opener = event.detail.elt;
    place = opener.closest(".slot, #undo, .day")?.id;
  });

  // The last press in the panel counts: what a search brings that was under way is left aside. An edit
  // under way is not overtaken, for its answer is applied from where its form stands.
  const ours = new WeakSet();
  let asked = null;
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const request = event.detail.requestConfig;
    if (!panel.contains(request.elt)) return;
    if (asked && asked.verb !== "get" && asked.elt.isConnected) return event.preventDefault();
    ours.add(request);
    asked = request;
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = event.detail;
    if (target === panel && ours.has(requestConfig) && requestConfig !== asked) event.detail.shouldSwap = false;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig === asked) asked = null;
    if (!asked && !panel.open) panel.replaceChildren();
  });

  // Back to where the keyboard was: the link that opened the panel, else its meal's menu.
  const giveFocusBack = () => {
    const now = place && document.getElementById(place);
    const near = now?.querySelector("summary") || now?.querySelector("a, button");
    const seen = [opener, near, document.getElementById("main")]
      .find((element) => element?.isConnected && element.checkVisibility());
    seen?.focus();
  };

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== panel) return;
    document.querySelectorAll("details.menu[open]").forEach((menu) => menu.removeAttribute("open"));
    if (!panel.open) panel.showModal();
    const first = panel.querySelector("[aria-invalid=true], input[type=search], input:not([type=hidden])");
    (first || panel.querySelector("button, a"))?.focus();
  });

  document.body.addEventListener("limber:saved", () => {
    if (panel.open) panel.close();
  });

  // The board was replaced, and with it what had the focus. Polls that leave it alone do not count.
  let focused = null;
  document.body.addEventListener("htmx:beforeSwap", () => {
    focused = document.activeElement === document.body ? null : document.activeElement;
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const lost = focused && !focused.isConnected && document.activeElement === document.body;
    if (event.detail.target !== panel && lost) giveFocusBack();
  });

  panel.addEventListener("click", (event) => {
    const closes = event.target === panel || event.target.closest("[data-close-panel]");
    if (!closes) return;
    event.preventDefault();
    panel.close();
  });

  panel.addEventListener("close", () => {
    if (asked?.verb === "get") asked = null;
    if (!asked) panel.replaceChildren();
    giveFocusBack();
  });

  // A menu opens where it can be seen whole: not below the window, nor under the bar of a phone.
  document.addEventListener("toggle", (event) => {
    const items = event.target.open && event.target.querySelector?.(":scope > .menu__items");
    if (items) items.scrollIntoView({ block: "nearest" });
  }, true);

  // One menu at a time, and Escape closes it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.removeAttribute("open");
    });
  });
})();
