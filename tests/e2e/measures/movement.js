// Every movement that a style sheet asks for while the reader has asked for none: keyframes and
// transitions of anything but colours, smooth scrolling, and pages that fade into one another.
() => {
  const names = "none|opacity|visibility|display|overlay|fill|stroke|.*color|.*shadow|outline.*";
  const isStill = new RegExp(`^(${names}|text-decoration.*)$`);
  const seconds = value => value.split(',').map(time => parseFloat(time));
  const found = new Set();
  for (const element of document.querySelectorAll('*')) {
    for (const part of [null, '::before', '::after']) {
      const style = getComputedStyle(element, part);
      const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}${part ?? ''}`;
      if (style.animationName !== 'none' && Math.max(...seconds(style.animationDuration)) > .01)
        found.add(`${name}: animation ${style.animationName}`);
      const durations = seconds(style.transitionDuration);
      style.transitionProperty.split(', ').forEach((property, number) => {
        if (durations[number % durations.length] > .01 && !isStill.test(property))
          found.add(`${name}: transition of ${property}`);
      });
      if (style.scrollBehavior === 'smooth') found.add(`${name}: smooth scrolling`);
    }
  }
  const search = rules => {
    for (const rule of rules) {
      if (rule.media && !matchMedia(rule.media.mediaText).matches) continue;
      if (rule.constructor.name === 'CSSViewTransitionRule' && rule.navigation === 'auto')
        found.add('@view-transition');
      if (rule.styleSheet) search(rule.styleSheet.cssRules);
      if (rule.cssRules) search(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) search(sheet.cssRules);
  return [...found];
}
