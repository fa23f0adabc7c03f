"""axe-core, at a phone's and a desk's width, in light and in dark."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: One of each width and of each scheme, and the other two corners, which colours alone can break.
CORNERS = ((1280, "light"), (390, "dark"))
OTHER_CORNERS = ((1280, "dark"), (390, "light"))
OPTIONS = {"resultTypes": ["violations"]}
RUN = """async ([context, options]) => {
  const late = new Promise((_, refuse) => setTimeout(() => refuse("axe-core did not end"), 90000));
  const found = await Promise.race([axe.run(context || document, options), late]);
  return found.violations.flatMap(({id, nodes}) => nodes.map(
    (node) => `${id}: ${node.target.join(" ")} ${node.html.slice(0, 160)} ${node.failureSummary}`));
}"""
#: Colours may fade from one scheme to the other: wait until they stand. Never for long: a window
#: that draws no frame, as a busy machine may leave one, would hold the test for ever; what still
#: fades then is brought to its end.
SETTLED = """async () => {
  const moving = () => document.getAnimations().filter(
    (one) => one.playState === "running" && one.effect.getComputedTiming().endTime !== Infinity);
  const wait = (until) => Promise.race([until, new Promise((done) => setTimeout(done, 1000))]);
  for (let turn = 0; turn < 3; turn += 1) {
    await wait(new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if (!moving().length) return;
    await wait(Promise.allSettled(moving().map((one) => one.finished)));
  }
  moving().forEach((one) => one.finish());
}"""


def violations(page: Page, context: str, width: int, scheme: Any) -> list[str]:
    """What axe-core reports, within `context` (a selector) or on the whole page (empty)."""
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(SETTLED)
    lines: list[str] = page.evaluate(RUN, [context, OPTIONS])
    return lines
