// The menu's sheet covers the page: who tabs on past its end gets the page back, not a focus that
// nobody sees. Without JavaScript Escape and the button close it.
document.getElementById("main-menu")?.addEventListener("focusout", (event) => {
  const menu = event.currentTarget;
  if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.hidePopover?.();
});
