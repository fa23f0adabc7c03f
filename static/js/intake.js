/* The intake form and its links: where one is, and copying. Everything works without it. */
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      const from = document.getElementById(button.dataset.copy);
      await navigator.clipboard.writeText(from.value);
      const words = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 2500);
    });
  }

  const form = document.getElementById("intake");
  if (!form) return;

  /* Which part is on the screen: its link in the row of parts says so. */
  const links = new Map([...form.querySelectorAll(".steps a")].map((one) => [one.hash.slice(1), one]));
  const parts = [...form.querySelectorAll("[data-part]")];
  const mark = () => {
    const line = window.innerHeight / 2;
    const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 4;
    const above = parts.filter((one) => one.getBoundingClientRect().top < line);
    const here = atEnd ? parts.at(-1) : (above.at(-1) || parts[0]);
    for (const [id, link] of links) {
      if (id === here.id) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", mark, { passive: true });
  addEventListener("resize", mark);
  mark();

  /* What was typed is not lost by a slip: the browser asks before it leaves the page. */
  let typed = form.querySelector("#intake-errors") !== null;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => {
    typed = false;
    /* A second click sends nothing twice. */
    const button = form.querySelector(".button--big");
    setTimeout(() => { button.disabled = true; });
    setTimeout(() => { button.disabled = false; }, 8000);
  });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

  const errors = form.querySelector("[aria-invalid='true'], .error");
  if (errors) document.getElementById("intake-errors")?.scrollIntoView();
})();
