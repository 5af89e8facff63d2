// A link that says it leads into another language, in words of this one.
() => [...document.querySelectorAll('body a[hreflang]')]
  .filter(link => link.hreflang !== document.documentElement.lang)
  .filter(link => (link.querySelector('[lang]') ?? link.closest('[lang]')).lang !== link.hreflang)
  .map(link => link.outerHTML.slice(0, 150))
