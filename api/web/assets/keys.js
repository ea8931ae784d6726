// Shortcuts: whatever carries data-key is pressed, or gets the cursor, by that key (two keys one after the other: "g t").
// In lists j and k go down and up, x marks. "?" shows them all; there they can be switched off.
(() => {
  const dialog = document.getElementById('keys');
  if (!dialog) return;
  const store = window.localStorage;
  const isOn = () => store.getItem('keys') !== 'off';
  const toggle = dialog.querySelector('[data-keys-on]');
  toggle.checked = isOn();
  toggle.addEventListener('change', () => store.setItem('keys', toggle.checked ? 'on' : 'off'));
  document.querySelector('[data-keys]')?.addEventListener('click', (event) => {
    event.preventDefault();
    dialog.showModal();
  });

  const rows = () => [...document.querySelectorAll('[data-row]')];
  const current = () => document.activeElement?.closest('[data-row]');
  const move = (step) => {
    const all = rows();
    if (all.length === 0) return false;
    const at = all.indexOf(current());
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
    next.querySelector('a').focus();
    return true;
  };
  const mark = () => {
    const box = current()?.querySelector('[data-mark]');
    if (!box) return false;
    box.click();
    return true;
  };
  const use = (keys) => {
    const target = document.querySelector(`[data-key="${CSS.escape(keys)}"]`);
    if (!target) return false;
    if (target.matches('input, select, textarea')) target.focus();
    else target.click();
    return true;
  };
  const own = {
    '?': () => (dialog.showModal(), true),
    j: () => move(1),
    k: () => move(-1),
    x: mark,
  };

  // In a form that says so Enter with Ctrl sends it from any field.
  for (const form of document.querySelectorAll('form[data-ctrl-enter]'))
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });

  let before = '';
  document.addEventListener('keydown', (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest('input:not([type=checkbox]), select, textarea, [contenteditable]')) return;
    const { key } = event;
    const done = (before && use(`${before} ${key}`)) || own[key]?.() || use(key);
    before = !done && key === 'g' ? key : '';
    if (done) event.preventDefault();
  });

  // Marks: all at once, and how many there are.
  const all = document.querySelector('[data-mark-all]');
  if (!all) return;
  const marks = () => [...document.querySelectorAll('[data-mark]')];
  const chosen = document.querySelector('[data-chosen]');
  const count = () => {
    const n = marks().filter((box) => box.checked).length;
    chosen.textContent = n > 0 ? `${chosen.dataset.chosen}: ${n}` : '';
    const head = document.querySelector('[data-mark-all]');
    if (head) {
      head.hidden = false;
      head.checked = n > 0 && n === marks().length;
    }
  };
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-mark-all]'))
      for (const box of marks()) box.checked = event.target.checked;
    if (event.target.matches('[data-mark], [data-mark-all]')) count();
  });
  document.addEventListener('live', count);
  count();
})();
