// What is pasted into the editor of a paragraph keeps its headings, lists and links, bold and
// italic. Everything else that Word, Google Docs or a web page put into the clipboard goes: fonts,
// colours, pictures, comments, tracked changes. The cleaned text is pasted in the ordinary way, so
// that Wagtail's own rules apply to it. On the server, headings become blocks of their own
// (portal/blocks/pasted.py).

const UNWANTED = [
  "style, script, noscript, template, xml, svg, math, img, picture, video, audio, iframe, object",
  "embed, canvas, map, hr, button, input, select, textarea",
  // Word: what was struck out, comments with their marks, empty helpers.
  "del, .MsoCommentReference, .msocomanchor, .msocomtxt, .msocomoff, o\\:p",
  // Word on the web: marks that only an ear would hear, in no reader's text.
  ".EOP, .ScaleContext",
  "[hidden], [aria-hidden=true]",
].join(", ");
const UNSEEN = /display:none|mso-hide:all|mso-element:comment/;
const KEPT = new Set(["H2", "H3", "P", "DIV", "UL", "OL", "LI", "A", "B", "I", "BR"]);
const AS_PARAGRAPH = new Set([
  "BLOCKQUOTE", "PRE", "TD", "TH", "DT", "DD", "CAPTION", "FIGCAPTION", "ADDRESS", "SUMMARY",
]);
const SECTIONS = "article, section, main, header, footer, aside, nav, figure, details, form";
const BLOCKS = `p, div, ul, ol, li, h2, h3, table, blockquote, pre, ${SECTIONS}`;
const REACHABLE = /^(https?:|mailto:|tel:)/i;

const styleOf = (element) => (element.getAttribute("style") || "").replace(/\s/g, "").toLowerCase();

const rename = (element, name) => {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
};

const unwrap = (element) => element.replaceWith(...element.childNodes);

// --- headings ----------------------------------------------------------------------------------

function levelOf(element) {
  if (element.matches(".MsoTitle")) return 1;
  if (element.matches("[role=heading]")) return Number(element.getAttribute("aria-level")) || 2;
  return Number(element.tagName.at(-1));
}

// A story has two levels under the page's title: h2 and h3. Where the text has a title of its own
// (h1), all move down by one.
function settleHeadings(body) {
  const headings = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6, .MsoTitle, [role=heading]")];
  const levels = headings.map(levelOf);
  const down = levels.includes(1) ? 1 : 0;
  headings.forEach((heading, number) => {
    // What stands in a list belongs to its item.
    if (heading.closest("li")) return void rename(heading, "p");
    const settled = rename(heading, levels[number] + down <= 2 ? "h2" : "h3");
    settled.textContent = settled.textContent.replace(/\s+/g, " ").trim();
    // A heading is a block, and leads nowhere.
    settled.closest("a")?.before(settled);
  });
}

// --- Word's lists: paragraphs with a mark in front ------------------------------------------------

const isWordItem = (element) => Boolean(element) && /mso-list:(?!ignore|none|skip)/.test(styleOf(element));

function takeMark(paragraph) {
  const mark = [...paragraph.querySelectorAll("[style]")].find((element) =>
    styleOf(element).includes("mso-list:ignore"),
  );
  const text = mark ? mark.textContent.trim() : "";
  mark?.remove();
  return text;
}

function listOfRun(run) {
  const document = run[0].ownerDocument;
  const open = [];
  for (const paragraph of run) {
    const level = Number(/level(\d)/.exec(styleOf(paragraph))?.[1] || 1);
    const name = /^\(?[\p{L}\d]{1,4}[.)]/u.test(takeMark(paragraph)) ? "ol" : "ul";
    while (open.length > level) open.pop();
    while (open.length < level) {
      const list = document.createElement(name);
      open.at(-1)?.append(list);
      open.push(list);
    }
    const item = document.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).append(item);
  }
  return open[0];
}

function settleWordLists(body) {
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) takeMark(heading);
  for (const first of body.querySelectorAll("p")) {
    if (!body.contains(first) || !isWordItem(first)) continue;
    const run = [first];
    while (isWordItem(run.at(-1).nextElementSibling)) run.push(run.at(-1).nextElementSibling);
    const place = body.ownerDocument.createComment("");
    first.before(place);
    const list = listOfRun(run);
    run.forEach((paragraph) => paragraph.remove());
    place.replaceWith(list);
  }
}

// --- everything else ------------------------------------------------------------------------------

function settle(element) {
  const style = styleOf(element);
  const weight = /(?:^|;)font-weight:(\w+)/.exec(style)?.[1];
  const slant = /(?:^|;)font-style:(\w+)/.exec(style)?.[1];
  const isSpan = element.tagName === "SPAN" || element.tagName === "FONT";
  let settled = element;
  if (element.tagName === "B" || element.tagName === "STRONG") {
    // Google Docs wraps all that it copies in a bold that is none.
    if (weight === "normal" || Number(weight) < 600) return unwrap(element);
    settled = rename(element, "b");
  } else if (element.tagName === "I" || element.tagName === "EM") {
    if (slant === "normal") return unwrap(element);
    settled = rename(element, "i");
  } else if (isSpan && (weight === "bold" || weight === "bolder" || Number(weight) >= 600)) {
    settled = rename(element, "b");
  } else if (isSpan && slant === "italic") {
    settled = rename(element, "i");
  } else if (AS_PARAGRAPH.has(element.tagName) && !element.querySelector(BLOCKS)) {
    settled = rename(element, "p");
  } else if (element.matches(SECTIONS)) {
    settled = rename(element, "div");
  }
  const isDeadLink = settled.tagName === "A" && !REACHABLE.test(settled.getAttribute("href") || "");
  const isInItem = settled.matches("li > p, li > div");
  if (!KEPT.has(settled.tagName) || isDeadLink || isInItem) return unwrap(settled);
  for (const { name } of [...settled.attributes]) {
    if (!(settled.tagName === "A" && name === "href")) settled.removeAttribute(name);
  }
  return undefined;
}

export function clean(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const figure of body.querySelectorAll("figure:has(img, picture, video)")) figure.remove();
  for (const unwanted of body.querySelectorAll(UNWANTED)) unwanted.remove();
  for (const element of body.querySelectorAll("[style]")) {
    if (UNSEEN.test(styleOf(element))) element.remove();
  }
  // Word writes half of its marks as comments.
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  found.forEach((comment) => comment.remove());
  settleWordLists(body);
  settleHeadings(body);
  // Innermost first: what is around is judged by what has become of what is inside.
  for (const element of [...body.querySelectorAll("*")].reverse()) settle(element);
  for (const block of body.querySelectorAll("p, li, h2, h3, a, b, i")) {
    if (!block.textContent.trim() && !block.querySelector("br")) block.remove();
  }
  // Blank lines between blocks.
  for (const line of body.querySelectorAll("body > br, div > br")) {
    if (line.parentElement.querySelector(BLOCKS)) line.remove();
  }
  return body.innerHTML;
}

const ours = new WeakSet();

window.addEventListener(
  "paste",
  (event) => {
    if (ours.has(event) || !event.target.closest?.(".Draftail-Editor")) return;
    const html = event.clipboardData?.getData("text/html");
    // What comes from a paragraph of the portal needs no cleaning; its links are pages.
    if (!html || html.includes("data-draftjs-conductor-fragment")) return;
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", event.clipboardData.getData("text/plain"));
    clipboardData.setData("text/html", clean(html));
    const cleaned = new ClipboardEvent("paste", {
      clipboardData, bubbles: true, cancelable: true, composed: true,
    });
    // A browser that gives scripts no clipboard pastes as before.
    if (!cleaned.clipboardData?.getData("text/html")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ours.add(cleaned);
    event.target.dispatchEvent(cleaned);
  },
  { capture: true },
);
