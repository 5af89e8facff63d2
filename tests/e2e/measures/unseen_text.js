// Text that nobody sees: it runs out of the page, or out of a box that hides what does not fit.
// What is hidden on purpose (a box of a pixel) or scrolls by itself is neither.
() => {
  const found = [];
  const wide = document.scrollingElement.scrollWidth;
  if (wide > innerWidth) found.push(`the page scrolls sideways: ${wide} px of ${innerWidth}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const parent = text.parentElement;
    if (!text.data.trim() || /^(SCRIPT|STYLE|TEMPLATE|OPTION|TEXTAREA)$/.test(parent.tagName)
      || !parent.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    range.selectNodeContents(text);
    const place = range.getBoundingClientRect();
    const leading = parseFloat(getComputedStyle(parent).fontSize) / 3;
    const said = text.data.trim().slice(0, 60);
    let scrolls = false, hidden = false;
    for (let box = parent; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.display === 'inline' || style.display === 'contents') continue;
      const area = box.getBoundingClientRect();
      if (area.width <= 1 && area.height <= 1) { hidden = true; break; }
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) { scrolls = true; break; }
      const cut = /hidden|clip/;
      if (cut.test(style.overflowX)
        && (place.right > area.right + 1 || place.left < area.left - 1)
        || cut.test(style.overflowY)
        && (place.bottom > area.bottom + leading || place.top < area.top - leading)) {
        found.push(`cut by ${box.tagName.toLowerCase()}.${box.getAttribute('class') ?? ''}: ${said}`);
        break;
      }
      if (style.position === 'fixed') break;
    }
    if (!hidden && !scrolls && place.width && place.bottom + scrollY > 0
      && (place.right > document.documentElement.clientWidth + 1 || place.left < -1))
      found.push(`outside the page: ${said}`);
  }
  return found;
}
