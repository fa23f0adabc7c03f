// What a press says that did not arrive: no connection, an error of ours, too many tries.
// The words stand in base.html, so that they are translated; without script the browser says it.
(() => {
  const words = document.getElementById("trouble");
  const messages = document.getElementById("messages");
  if (!words || !messages) return;

  const say = (what) => {
    messages.querySelectorAll("[data-trouble]").forEach((message) => message.remove());
    const found = words.content.querySelector(`[data-trouble="${what}"]`);
    messages.append(found.cloneNode(true));
  };

  const KNOWN = { 403: "refused", 404: "gone", 429: "often" };
  // A page that asks by itself (a poll) may fail in silence: it asks again.
  const asksItself = (event) => event.detail.requestConfig?.triggeringEvent === undefined
    && event.detail.requestConfig?.verb === "get";

  document.body.addEventListener("htmx:sendError", (event) => {
    if (!asksItself(event)) say(navigator.onLine ? "lost" : "offline");
  });
  document.body.addEventListener("htmx:timeout", () => say("lost"));
  document.body.addEventListener("htmx:responseError", (event) => {
    if (!asksItself(event)) say(KNOWN[event.detail.xhr.status] || "failed");
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) {
      messages.querySelectorAll("[data-trouble]").forEach((message) => message.remove());
    }
  });
})();
