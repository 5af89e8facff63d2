// With the grounds of a form's parts gone, only their borders tell where they are.
() => [...document.querySelectorAll(
  'form :is(input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, button)'
)].filter(part => part.checkVisibility() && !part.closest('[aria-hidden=true]')).filter(part => {
  const style = getComputedStyle(part);
  return style.borderBlockEndStyle === 'none' || parseFloat(style.borderBlockEndWidth) === 0;
}).map(part => part.outerHTML.slice(0, 200))
