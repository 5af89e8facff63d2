// A translation that is published by itself is so with its last text: then the editor is loaded
// anew, so that the translator is told instead of going on with a page that readers see by now.
const editor = document.querySelector(".js-translation-editor");

if (editor && document.querySelector("[data-publishes-itself]")) {
  // A text that is still being saved counts: loading the page then would throw it away.
  const open = () => editor.querySelectorAll("li.incomplete, textarea, .icon-spinner").length;
  let hasBeenOpen = false;
  let soon;
  const reloadWhenDone = () => {
    if (!open() && editor.querySelector("li.complete")) {
      location.reload();
    }
  };
  new MutationObserver(() => {
    hasBeenOpen ||= open() > 0;
    // While React draws it anew the editor may be empty for a moment.
    clearTimeout(soon);
    if (hasBeenOpen && !open()) {
      soon = setTimeout(reloadWhenDone, 400);
    }
  }).observe(editor, { attributeFilter: ["class"], childList: true, subtree: true });
}
