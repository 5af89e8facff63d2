// How everything looks while nothing is focused, to be compared with how it looks then.
() => {
  const look = (element, part) => {
    const style = getComputedStyle(element, part);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    return [outlined ? `${style.outlineStyle} ${style.outlineWidth}` : '', style.boxShadow];
  };
  const before = new Map([...document.querySelectorAll('body, body *')].map(element =>
    [element, [null, '::before', '::after'].map(part => look(element, part))]));
  const isShown = element => [null, '::before', '::after'].some((part, number) => {
    const [outline, shadow] = look(element, part);
    const [outlineBefore, shadowBefore] = before.get(element)?.[number] ?? ['', 'none'];
    return outline && outline !== outlineBefore || shadow !== 'none' && shadow !== shadowBefore;
  });
  // On the element, on what holds it (a card whose link fills it), on what stands for it (a label).
  window.focusIsShown = element => {
    const places = [element, ...(element.labels ?? []), element.nextElementSibling];
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
      places.push(box);
    return places.filter(Boolean).some(isShown);
  };
  window.stops = [];
}
