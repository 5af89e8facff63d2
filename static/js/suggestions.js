// What a reader may mean, while typing: a combobox with a list below the field (WAI-ARIA 1.2). The
// form goes on working as it does without this.
const PAUSE = 180;
const SHORTEST = 2;

for (const form of document.querySelectorAll("form[data-suggestions]")) {
  const field = form.querySelector("[type=search]");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  let waiting, asking, active;

  const show = (isOpen) => {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", isOpen);
  };
  const choose = (option) => {
    active?.setAttribute("aria-selected", "false");
    active = option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };
  // Whatever is still on its way answers what is no longer asked.
  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    choose();
    show(false);
    status.textContent = "";
  };
  const open = (option) => {
    close();
    location.assign(option.dataset.url);
  };
  const element = (name, text, className = "") =>
    Object.assign(document.createElement(name), { textContent: text, className });

  const fill = (answer) => {
    const options = answer.suggestions.map(({ title, kind, url }, number) => {
      const option = element("div", "", "search-form__suggestion");
      option.id = `${list.id}-${number}`;
      option.role = "option";
      option.ariaSelected = "false";
      option.dataset.url = url;
      const name = element("span", "");
      // What is marked and what is not come in turns.
      name.append(...title.map((piece, place) => (place % 2 ? element("mark", piece) : piece)));
      option.append(name, " ", element("small", kind));
      return option;
    });
    choose();
    list.replaceChildren(...options);
    show(options.length > 0);
    status.textContent = answer.status;
  };
  const ask = async (words) => {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: words })}`;
      const response = await fetch(address, { signal, credentials: "omit" });
      const answer = response.ok && (await response.json());
      if (answer && !signal.aborted) fill(answer);
    } catch {
      // Given up, or no network: there is nothing to suggest.
    }
  };

  field.addEventListener("input", ({ isComposing }) => {
    // What is in the list is for other words, even if there is no answer for these.
    close();
    list.replaceChildren();
    const words = field.value.trim();
    if (!isComposing && words.length >= SHORTEST) waiting = setTimeout(ask, PAUSE, words);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const options = [...list.children];
    const place = options.indexOf(active);
    const to = {
      ArrowDown: place + 1,
      ArrowUp: place < 0 ? options.length - 1 : place - 1,
      // Without a chosen suggestion they belong to the text.
      Home: active ? 0 : undefined,
      End: active ? options.length - 1 : undefined,
    }[event.key];
    if (list.hidden) {
      if (event.key.startsWith("Arrow") && options.length) {
        event.preventDefault();
        show(true);
        choose(options.at(event.key === "ArrowUp" ? -1 : 0));
      }
    } else if (event.key === "Escape") {
      // Only the list: a second time it empties the field.
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      open(active);
    } else if (to !== undefined) {
      event.preventDefault();
      // Beyond either end the reader is in the field again.
      choose(options[to]);
    }
  });
  field.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // A press would take the focus away, and close the list before it is let go.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) open(option);
  });

  field.role = "combobox";
  field.ariaAutoComplete = "list";
  field.setAttribute("aria-controls", list.id);
  show(false);
}
