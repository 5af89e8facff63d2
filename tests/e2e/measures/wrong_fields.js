// Every field that has to be filled in and is empty, and what ties its error to it.
() => [...document.querySelectorAll('main form :required')].filter(field =>
  field.type === 'checkbox' ? !field.checked : !field.value
).map(field => ({
  name: field.name,
  invalid: field.getAttribute('aria-invalid'),
  described: (field.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean)
    .map(id => document.getElementById(id))
    .filter(element => element?.checkVisibility()).map(element => element.textContent.trim()),
}))
