// Tells Python of each press and each field that somebody fills in: `tallied(kind, amount)`.
(() => {
  const filled = new WeakSet();
  const tell = (kind, amount) => window.tallied(kind, amount);
  addEventListener("pointerdown", () => tell("clicks", 1), true);
  addEventListener(
    "keydown",
    (event) => ["Enter", "Escape"].includes(event.key) && tell("clicks", 1),
    true,
  );
  addEventListener(
    "input",
    ({ target, data }) => {
      if (!filled.has(target)) tell("fields", 1);
      filled.add(target);
      tell("characters", data ? data.length : 0);
    },
    true,
  );
})();
