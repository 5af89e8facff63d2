// WCAG 2.5.8: a target is 24 by 24 px, or nothing else to hit lies within 12 px of its middle
// (12 px beyond the other's own circle if that is small, too). Words of a sentence are exempt.
() => {
  const SIZE = 24;
  const visible = element => element.checkVisibility({visibilityProperty: true})
    && !element.closest('[aria-hidden=true], [inert]');
  // A link among the words of a sentence, or one of several there.
  const isInline = element => {
    if (getComputedStyle(element).display !== 'inline') return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
    const words = block.cloneNode(true);
    words.querySelectorAll('a, button').forEach(link => link.remove());
    return /\p{L}/u.test(words.textContent);
  };
  const boxOf = element => {
    const boxes = [element, ...(/^(checkbox|radio)$/.test(element.type) ? element.labels : [])]
      .map(part => part.getBoundingClientRect());
    const left = Math.min(...boxes.map(box => box.left));
    const top = Math.min(...boxes.map(box => box.top));
    const right = Math.max(...boxes.map(box => box.right));
    const bottom = Math.max(...boxes.map(box => box.bottom));
    return {left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2,
        small: right - left < SIZE - .01 || bottom - top < SIZE - .01};
  };
  const targets = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]'
  )].filter(visible).map(element => ({element, box: boxOf(element)}))
    .filter(({box}) => box.right > 1 && box.bottom + scrollY > 1);
  const near = (one, other) => {
    const across = Math.max(other.left - one.x, 0, one.x - other.right);
    const down = Math.max(other.top - one.y, 0, one.y - other.bottom);
    return Math.hypot(across, down) < SIZE / 2
      || other.small && Math.hypot(one.x - other.x, one.y - other.y) < SIZE;
  };
  return targets.filter(({element, box}) => box.small && !isInline(element)
    && targets.some(other => other.element !== element
      && !other.element.contains(element) && !element.contains(other.element)
      && near(box, other.box))
  ).map(({element, box}) => `${Math.round(box.right - box.left)}×`
    + `${Math.round(box.bottom - box.top)} px: ${element.outerHTML.slice(0, 150)}`);
}
