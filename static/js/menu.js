// The menu's sheet covers the page. Who tabs on past its end gets the page back, not a focus that
// nobody sees; who turns a tablet while it is open gets the wide menu. Without JavaScript Escape and
// the button close it.
const menu = document.getElementById("main-menu");
menu?.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !menu.contains(relatedTarget)) menu.hidePopover?.();
});
matchMedia("(min-width: 62rem)").addEventListener("change", () => menu?.hidePopover?.());
