// How Google and a shared link will show a page, anew while an editor types. The server says it: so
// what is seen here and what the page tells are of one mind. Without this script the panel shows
// what was saved last.
const SENT = ["title", "slug", "seo_title", "search_description", "lead", "picture"];
const PAUSE = 400;

const panel = document.querySelector("[data-appearance]");
const form = document.querySelector("#page-edit-form");

if (panel && form) {
  let isStale = false;
  let soon;
  let asked = new AbortController();

  const isShown = () => panel.getClientRects().length > 0;

  const refresh = async () => {
    if (!isStale || !isShown()) {
      return;
    }
    isStale = false;
    asked.abort();
    asked = new AbortController();
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", ...SENT]) {
      const field = form.elements.namedItem(name);
      if (field) {
        body.append(name, field.value);
      }
    }
    try {
      const response = await fetch(panel.dataset.appearance, {
        method: "POST",
        body,
        signal: asked.signal,
      });
      if (response.ok) {
        panel.innerHTML = await response.text();
      }
    } catch (error) {
      // What was shown stays; the next letter asks again.
      isStale ||= error.name !== "AbortError";
    }
  };

  const refreshSoon = () => {
    isStale = true;
    clearTimeout(soon);
    soon = setTimeout(refresh, PAUSE);
  };

  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, (event) => {
      if (SENT.includes(event.target.name)) {
        refreshSoon();
      }
    });
  }
  // Typed while the panel was closed.
  new IntersectionObserver(refresh).observe(panel);
}
