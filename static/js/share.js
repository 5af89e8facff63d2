// What only a script can do with a page: hand it to another program of the telephone, copy its
// address, print it. The buttons are shown where the browser can do it; without JavaScript there are
// none, and the links do.
for (const box of document.querySelectorAll("[data-share-url]")) {
  const { shareTitle: title, shareUrl: url } = box.dataset;
  const said = box.querySelector("[data-share-said]");
  const ways = {
    send: navigator.share && (() => navigator.share({ title, url })),
    copy:
      navigator.clipboard &&
      (async () => {
        await navigator.clipboard.writeText(url);
        said.textContent = said.dataset.shareSaid;
      }),
    print: () => window.print(),
  };
  for (const button of box.querySelectorAll("[data-share]")) {
    const way = ways[button.dataset.share];
    if (!way) continue;
    button.closest("[hidden]").hidden = false;
    // Who changes their mind in the telephone's own dialogue has done nothing wrong.
    button.addEventListener("click", () => Promise.resolve(way()).catch(() => {}));
  }
}
