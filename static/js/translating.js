// Beside each text in wagtail-localize's editor: what it is called, the terms of the glossary that it
// says, how long its translation may be, and whether somebody still has to confirm it. The editor is
// React's: what it draws is left as it is, and what it draws anew is completed anew.
const editor = document.querySelector(".js-translation-editor");
const bar = document.getElementById("translating-bar");
const { texts } = JSON.parse(document.getElementById("translating-texts").textContent);
const words = document.getElementById("translating-words").dataset;
const template = (name) =>
  document.getElementById(`translating-${name}`).content.firstElementChild.cloneNode(true);
const element = (name, text, className) =>
  Object.assign(document.createElement(name), { textContent: text, className });

editor.before(bar);

// The editor's own order: by tab, and in it by block, each where its first text stands.
const order = () => {
  const tabs = new Map();
  for (const segment of JSON.parse(editor.dataset.props).segments) {
    const { tab, field, blockId } = segment.location;
    const blocks = tabs.get(tab) ?? tabs.set(tab, new Map()).get(tab);
    const block = `${field}/${blockId || "null"}`;
    if (!blocks.has(block)) blocks.set(block, []);
    if (segment.type === "string") blocks.get(block).push(segment);
  }
  return [...tabs].map(([tab, blocks]) => [tab, [...blocks.values()].flat()]);
};
const tabs = order();

const sourceOf = (row) => row.querySelector(":scope > p");

// Every text with its row. A row of something else (a picture, a person) says another text.
const rows = () =>
  tabs.flatMap(([tab, segments]) => {
    // The tabs stand in a section that has the same id as the one shown.
    const place = editor.querySelector(`section section#tab-${CSS.escape(tab)}`) ?? editor;
    const found = [...place.querySelectorAll("li.complete, li.incomplete, li.errored")];
    let next = 0;
    return segments.flatMap((segment) => {
      for (let number = next; number < found.length; number++) {
        if (sourceOf(found[number])?.textContent === segment.source) {
          next = number + 1;
          return [[found[number], texts[segment.id]]];
        }
      }
      return [];
    });
  });

const name = (row, text) => {
  if (!text.label) return;
  let label = row.querySelector(":scope > h4");
  if (!label) {
    label = element("h4", "", "translating-label");
    row.prepend(label);
  }
  label.textContent = text.label;
};

// Into the field where the translator writes, which is opened if need be.
const insert = async (row, word) => {
  if (!row.querySelector("textarea")) {
    row.querySelector(":scope > ul > li:last-child > button")?.click();
    await new Promise(requestAnimationFrame);
  }
  const field = row.querySelector("textarea");
  if (!field) return;
  field.setRangeText(word, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
};

const underline = (row, text) => {
  const source = sourceOf(row);
  const said = source.textContent;
  const pieces = [];
  let end = 0;
  for (const term of text.terms) {
    const mark = element("span", said.slice(term.start, term.end), "translating-term");
    mark.title = [term.word, term.definition].filter(Boolean).join(" – ");
    pieces.push(said.slice(end, term.start), mark);
    end = term.end;
  }
  source.replaceChildren(...pieces, said.slice(end));

  const list = template("terms");
  const offered = new Map(text.terms.map((term) => [term.word, term]));
  for (const { word, start, end: stop } of offered.values()) {
    const button = element("button", `${said.slice(start, stop)} → ${word}`, "translating-word");
    button.type = "button";
    button.title = words.insert;
    button.addEventListener("click", () => insert(row, word));
    list.append(" ", button);
  }
  source.after(list);
};

const count = (row, text) => {
  const field = row.querySelector("textarea");
  let counter = row.querySelector(".translating-count");
  if (!field || !text.limit) return counter?.remove();
  if (!counter) {
    counter = element("p", "", "translating-count");
    row.querySelector(":scope > ul").before(counter);
    field.addEventListener("input", () => count(row, text));
  }
  const plain = new DOMParser().parseFromString(field.value, "text/html").body.textContent;
  const said = `${plain.length} / ${text.limit}`;
  if (counter.textContent !== said) counter.textContent = said;
  counter.classList.toggle("translating-count--over", plain.length > text.limit);
};

const waiting = () => Object.values(texts).filter((text) => text.waiting);

const show = () => {
  const left = waiting();
  bar.hidden = left.length === 0;
  bar.querySelector("[name=texts]").value = left.map((text) => text.waiting).join(",");
  bar.querySelector("strong").textContent = left.length;
};

const confirm = async (row, text, button) => {
  button.disabled = true;
  const form = bar.querySelector("form");
  const body = new FormData(form);
  body.set("texts", text.waiting);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(answer.status);
    text.waiting = null;
    update();
  } catch {
    button.disabled = false;
    button.previousElementSibling.textContent = words.failed;
  }
};

// A text that a person has written anew, or away, and the editor has stored waits no longer.
const suggest = (row, text) => {
  const label = row.querySelector(".translating-suggestion");
  if (row.querySelector(".icon-spinner")) text.isSaving = true;
  else if (text.isSaving) {
    text.isSaving = false;
    if (!row.classList.contains("errored")) text.waiting = null;
  }
  row.classList.toggle("translating-waits", Boolean(text.waiting));
  if (!text.waiting || row.querySelector("textarea")) return label?.remove();
  if (label) return;
  const made = template(text.isRemembered ? "remembered" : "suggestion");
  const button = made.querySelector("button");
  button.addEventListener("click", () => confirm(row, text, button));
  row.querySelector(":scope > ul").before(made);
};

// It says "polski to angielski translation" to everybody: the editor puts that together itself.
const { sourceLocale, locale } = JSON.parse(editor.dataset.props);
const theirs = `${sourceLocale.displayName} to ${locale.displayName} translation`;
const sayDirection = () => {
  for (const heading of editor.querySelectorAll("section > * > h3")) {
    if (heading.textContent !== theirs) continue;
    heading.firstChild.data = `${sourceLocale.displayName} → ${locale.displayName}`;
  }
};

const update = () => {
  watch.disconnect();
  sayDirection();
  for (const [row, text] of rows()) {
    if (!text) continue;
    if (!row.dataset.translating) {
      row.dataset.translating = "told";
      name(row, text);
      if (text.terms.length) underline(row, text);
    }
    suggest(row, text);
    count(row, text);
  }
  show();
  watch.observe(editor, { childList: true, subtree: true, attributeFilter: ["class"] });
};
const watch = new MutationObserver(update);

bar.querySelector("[data-translating-next]").addEventListener("click", () => {
  const label = editor.querySelector("section:not([hidden]) .translating-suggestion button")
    ?? editor.querySelector(".translating-suggestion button");
  const tab = label?.closest("section[id^=tab-][hidden]");
  if (tab) document.getElementById(tab.id.replace("tab-", "tab-label-"))?.click();
  label?.scrollIntoView({ block: "center" });
  label?.focus({ preventScroll: true });
});

update();
