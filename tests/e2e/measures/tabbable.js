// What Tab has to reach: radio buttons of one name are one stop, the chosen one or the first.
() => [...document.querySelectorAll(
  'a[href], button, input, select, textarea, summary, iframe, [tabindex]'
)].filter(element => element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden'
  && !element.closest('[inert]') && element.checkVisibility({visibilityProperty: true})
).filter((element, number, all) => {
  if (element.type !== 'radio') return true;
  const group = all.filter(other => other.type === 'radio' && other.name === element.name);
  return element === (group.find(radio => radio.checked) ?? group[0]);
}).map(element => element.outerHTML.slice(0, 160))
