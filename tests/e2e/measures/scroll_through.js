async () => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let y = 0; y <= document.scrollingElement.scrollHeight; y += innerHeight / 2) {
    scrollTo({top: y, behavior: 'instant'});
    await frame();
  }
  await document.fonts.ready;
  await Promise.all([...document.images].map(image => image.complete
    || new Promise(done => image.onload = image.onerror = done)));
  await frame();
  await frame();
  return window.shifts;
}
