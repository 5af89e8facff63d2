// The language in which each place of `phrase` is announced: in text, and in what is read out of
// attributes.
phrase => {
  const found = [];
  const say = (element, words) => {
    const start = words.indexOf(phrase);
    if (start >= 0 && !words.slice(0, start).endsWith('EN '))
      found.push(element.closest('[lang]').lang);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    say(texts.currentNode.parentElement, texts.currentNode.data.replace(/\s+/g, ' '));
  for (const attribute of ['alt', 'title', 'aria-label', 'placeholder'])
    for (const element of document.querySelectorAll(`body [${attribute}]`))
      say(element, element.getAttribute(attribute));
  return found;
}
