// The focused element; null where focus has left the page.
async () => {
  const element = document.activeElement;
  if (!element || element === document.body || !document.hasFocus()) return null;
  const known = window.stops.indexOf(element);
  if (known < 0) window.stops.push(element);
  const landmark = element.closest('header, nav, main, aside, footer, [role=search], [popover]');
  const box = [...element.getClientRects()].find(box => box.width && box.height)
    ?? element.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const seen = right - left > 1 && bottom - top > 1;
  const hit = seen && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const uncovered = hit && (element.contains(hit) || hit.contains(element)
    || [...(element.labels ?? [])].some(label => label.contains(hit)));
  let shown = window.focusIsShown(element);
  if (!shown) {  // A transition may be under way.
    await new Promise(done => setTimeout(done, 150));
    shown = window.focusIsShown(element);
  }
  const landmarks = [...document.querySelectorAll('header, nav, main, aside, footer, [popover]')];
  const previous = window.stops[(known < 0 ? window.stops.length - 1 : known) - 1];
  return {
    stop: known < 0 ? window.stops.length - 1 : known,
    html: element.outerHTML.slice(0, 160),
    landmark: landmarks.indexOf(landmark),
    follows: !previous
      || Boolean(previous.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
    box: {left: box.left + scrollX, right: box.right + scrollX,
        top: box.top + scrollY, bottom: box.bottom + scrollY},
    problems: [
      ...(seen ? [] : ['outside the window']),
      ...(seen && !uncovered ? [`covered by ${hit?.outerHTML.slice(0, 80)}`] : []),
      ...(shown ? [] : ['focus not visible']),
    ],
  };
}
