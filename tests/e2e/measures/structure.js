() => {
  const text = element => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const shown = element => element.checkVisibility({visibilityProperty: true})
    && !element.closest('[aria-hidden=true]');
  const named = (element, attribute) => (element.getAttribute(attribute) ?? '').split(/\s+/)
    .filter(Boolean).map(id => document.getElementById(id));
  const label = element => named(element, 'aria-labelledby').map(text).join(' ')
    || element.getAttribute('aria-label') || element.getAttribute('title') || '';
  const problems = [];
  const outline = element => element.outerHTML.slice(0, 120);

  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]')]
    .filter(shown)
    .map(element => [+(element.getAttribute('aria-level') ?? element.tagName[1]), text(element)]);
  const ones = headings.filter(([level]) => level === 1).length;
  if (ones !== 1) problems.push(`${ones} headings of level 1`);
  headings.forEach(([level, words], number) => {
    if (!words) problems.push(`an empty heading of level ${level}`);
    if (number && level > headings[number - 1][0] + 1)
      problems.push(`heading of level ${level} after ${headings[number - 1][0]}: ${words}`);
  });

  const inSection = 'article, aside, main, nav, section';
  const roles = {
    banner: element => element.matches('header') && !element.parentElement.closest(inSection),
    contentinfo: element => element.matches('footer')
      && !element.parentElement.closest(inSection),
    main: element => element.matches('main'),
    navigation: element => element.matches('nav'),
    complementary: element => element.matches('aside'),
    search: element => element.matches('search'),
    region: element => element.matches('section') && label(element) !== '',
    form: element => element.matches('form') && label(element) !== '',
  };
  const landmarks = {};
  const candidates = 'header, footer, main, nav, aside, search, section, form, [role]';
  for (const element of [...document.querySelectorAll(candidates)].filter(shown)) {
    const role = element.getAttribute('role')
      ?? Object.keys(roles).find(role => roles[role](element));
    if (role in roles) (landmarks[role] ??= []).push(label(element).trim());
  }
  for (const [role, names] of Object.entries(landmarks)) {
    if (names.length > 1 && (names.includes('') || new Set(names).size < names.length))
      problems.push(`landmarks alike: ${role} ${JSON.stringify(names)}`);
    if (['main', 'banner', 'contentinfo'].includes(role) && names.length > 1)
      problems.push(`${names.length} landmarks ${role}`);
    if (['navigation', 'region'].includes(role) && names.includes(''))
      problems.push(`a landmark ${role} without a name`);
  }
  if (landmarks.main?.length !== 1) problems.push('no landmark main');
  for (const [attribute] of [['aria-labelledby'], ['aria-describedby'], ['aria-controls']])
    for (const element of document.querySelectorAll(`[${attribute}]`))
      if (named(element, attribute).includes(null))
        problems.push(`${attribute} names nothing: ${outline(element)}`);

  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  for (const id of new Set(ids.filter((id, number) => ids.indexOf(id) !== number)))
    problems.push(`id twice: ${id}`);
  for (const picture of document.images)
    if (!picture.hasAttribute('alt')) problems.push(`no alt: ${outline(picture)}`);
  for (const drawing of document.querySelectorAll('svg'))
    if (!drawing.closest('[aria-hidden=true]') && !drawing.querySelector('title')
      && !label(drawing)) problems.push(`a drawing neither named nor hidden: ${outline(drawing)}`);
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if (!shown(field)) continue;
    const name = label(field) || [...(field.labels ?? [])].map(text).join(' ');
    if (!name.trim()) problems.push(`a field without a label: ${outline(field)}`);
  }
  for (const link of document.querySelectorAll('a[href], button')) {
    if (!shown(link)) continue;
    const alts = [...link.querySelectorAll('img[alt]')].map(image => image.alt).join('');
    if (!(text(link) || label(link) || alts)) problems.push(`says nothing: ${outline(link)}`);
  }
  if (!document.title.trim()) problems.push('no title');
  return {problems, language: document.documentElement.lang};
}
