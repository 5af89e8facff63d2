// Gives each sample the height of what it shows. Without this the frames scroll.
const fit = (frame) => {
  const { body } = frame.contentDocument;
  new ResizeObserver(() => {
    frame.style.blockSize = `${Math.ceil(body.getBoundingClientRect().height)}px`;
  }).observe(body);
};

// Those that are not there yet, and those that already are.
document.addEventListener("load", ({ target }) => target.matches?.("iframe") && fit(target), true);
for (const frame of document.querySelectorAll("iframe")) {
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank") fit(frame);
}
