// What moved without anybody touching the page, as the browser counts it, and where.
window.shifts = [];
new PerformanceObserver(list => {
  for (const shift of list.getEntries()) {
    if (shift.hadRecentInput) continue;
    const moved = shift.sources.map(source => source.node?.parentElement?.outerHTML
      ?? source.node?.data ?? '').map(html => html.slice(0, 100));
    window.shifts.push([shift.value, moved]);
  }
}).observe({type: 'layout-shift', buffered: true});
