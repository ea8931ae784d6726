// Canned answers by keyboard: Ctrl+K opens the list, typing narrows it, the arrows choose, Enter puts the text in at the cursor.
// Without this script a button of the list sends the form, which comes back with the text in it.
(() => {
  const picker = document.querySelector('details[data-canned]');
  if (!picker) return;
  const form = picker.closest('form');
  const field = form.elements[picker.dataset.into];
  const label = picker.querySelector('.canned-find');
  const search = label.querySelector('input');
  const buttons = [...picker.querySelectorAll('button[name=answer]')];
  label.hidden = false;

  const shown = () => buttons.filter((button) => !button.parentElement.hidden);
  const narrow = () => {
    const words = search.value.toLowerCase().split(/\s+/);
    for (const button of buttons) {
      const title = button.textContent.toLowerCase();
      button.parentElement.hidden = !words.every((word) => title.includes(word));
    }
  };
  const open = () => {
    picker.open = true;
    search.value = '';
    narrow();
    search.focus();
  };
  const close = () => {
    picker.open = false;
    field.focus();
  };
  const put = async (button) => {
    const query = new URLSearchParams();
    for (const name of ['contact', 'name', 'service', 'priority', 'impact', 'urgency'])
      if (form.elements[name]?.value) query.set(name, form.elements[name].value);
    const answer = await fetch(`${picker.dataset.canned}${button.value}?${query}`);
    if (!answer.ok || answer.redirected) return form.requestSubmit(button);
    const text = await answer.text();
    const at = field.selectionStart ?? field.value.length;
    field.setRangeText(text, at, field.selectionEnd ?? at, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    close();
  };

  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
      event.preventDefault();
      open();
    }
  });
  picker.addEventListener('toggle', () => {
    if (picker.open && !picker.contains(document.activeElement)) search.focus();
  });
  search.addEventListener('input', (event) => {
    event.stopPropagation();
    narrow();
  });
  picker.addEventListener('click', (event) => {
    const button = event.target.closest('button[name=answer]');
    if (!button) return;
    event.preventDefault();
    void put(button);
  });
  picker.addEventListener('keydown', (event) => {
    const all = [search, ...shown()];
    const at = all.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      all[(at + (event.key === 'ArrowDown' ? 1 : all.length - 1)) % all.length].focus();
    } else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && document.activeElement === search) {
      event.preventDefault();
      const [first] = shown();
      if (first) void put(first);
    }
  });
})();
