() => {
  const focused = document.activeElement;
  const summary = [...document.querySelectorAll('main [role=alert]'),
    ...(focused === document.body || focused.matches('main, form *') ? [] : [focused])][0];
  if (!summary) return null;
  return {text: summary.textContent, links: [...summary.querySelectorAll('a[href^="#"]')].map(
    link => document.getElementById(decodeURIComponent(link.hash.slice(1)))?.name ?? null)};
}
