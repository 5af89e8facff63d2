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
  embed.querySelector(".embed__consent").replaceWith(frame);
  frame.focus();
});
