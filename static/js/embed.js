// Loads what another site offers only when the reader asks for it. Until then its HTML is but the
// value of an attribute. Without JavaScript the link leads to the other site.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-embed-open]");
  const embed = opener?.closest("[data-embed]");
  if (!embed?.dataset.embed) return;
  event.preventDefault();
  const frame = document.createElement("div");
  frame.className = "embed__frame";
  frame.tabIndex = -1;
  // A fragment made this way runs the scripts that some sites' embeds consist of.
  frame.append(document.createRange().createContextualFragment(embed.dataset.embed));
  // What the editor calls it says more than the name of the site that it comes from.
  for (const inner of frame.querySelectorAll("iframe")) inner.title = embed.dataset.embedTitle;
  embed.querySelector(".embed__consent").replaceWith(frame);
  frame.focus();
});
