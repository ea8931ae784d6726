// Keeps a page up to date: shows times in the reader's own zone, and fetches the parts marked data-live again when the
// live stream tells of the ticket, or of how the systems stand. Without this script the pages work as well.
(() => {
  // As the server writes them: an English page has 14:30, whatever country the browser is from.
  const lang = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // Making one costs more than using it, and a telephone page shows new times many times a second.
  const formats = {};
  const formatOf = (shape) => (formats[Object.keys(shape).join()] ??= new Intl.DateTimeFormat(lang, shape));
  const shapeOf = (at, exact) => ({
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    ...(at.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }),
    ...(exact ? { second: '2-digit' } : {}),
  });
  const localise = (root) => {
    for (const mine of root.querySelectorAll('[data-zone]'))
      if (mine.dataset.zone === timeZone) mine.remove();
    for (const time of root.querySelectorAll('time[data-mine]')) {
      const at = new Date(time.dateTime);
      const shape = { weekday: 'short', hour: '2-digit', minute: '2-digit' };
      time.textContent = time.dataset.mine.replace('{}', formatOf(shape).format(at));
    }
    for (const time of root.querySelectorAll('time[datetime]:not([data-mine])')) {
      const at = new Date(time.dateTime);
      if (Number.isNaN(at.getTime())) continue;
      time.textContent = formatOf(shapeOf(at, 'exact' in time.dataset)).format(at);
      time.title = time.dateTime;
    }
  };
  localise(document);
  window.localiseTimes = localise;

  // On a telephone the menu is one line to be pushed aside: it begins where the reader is.
  const here = document.querySelector('.bar nav [aria-current]');
  if (here) here.parentElement.scrollLeft = here.offsetLeft - 40;

  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }

  // What a form would come to is asked for while somebody fills it in; the answer is the parts that data-preview names.
  for (const form of document.querySelectorAll('form[data-preview]')) {
    let asked;
    let latest = 0;
    const ask = async () => {
      const mine = ++latest;
      const body = new URLSearchParams(new FormData(form));
      body.set('do', 'preview');
      const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
      if (!answer.ok || answer.redirected || mine !== latest) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      for (const id of form.dataset.preview.split(' ')) {
        const [old, next] = [document.getElementById(id), fresh.getElementById(id)];
        // What asks for something is replaced when it asks for something else: what is typed in it stays.
        if (!old || !next || (next.dataset.same && next.dataset.same === old.dataset.same)) continue;
        localise(next);
        old.replaceWith(next);
      }
    };
    form.addEventListener('input', () => {
      clearTimeout(asked);
      asked = setTimeout(() => ask().catch(() => {}), 400);
    });
  }

  const parts = () => document.querySelectorAll('[data-live][id]');
  if (parts().length === 0) return;

  const isTyped = (field) =>
    field.tagName === 'SELECT'
      ? !(field.selectedOptions[0]?.defaultSelected ?? true)
      : field.type === 'radio'
        ? field.checked !== field.defaultChecked
        : field.type !== 'hidden' && field.type !== 'checkbox' && field.value !== field.defaultValue;
  // What somebody is filling in, or about to press, is left alone.
  const isInUse = (part) =>
    (part.contains(document.activeElement) &&
      document.activeElement.matches('input, select, textarea, button')) ||
    [...part.querySelectorAll('input, textarea, select')].some(isTyped);

  const keepOpen = (old, next) => {
    if (old.tagName === 'DETAILS') next.open = old.open;
    for (const details of old.querySelectorAll('details[id]')) {
      const same = next.querySelector(`#${CSS.escape(details.id)}`);
      if (same) same.open = details.open;
    }
    for (const box of old.querySelectorAll('[data-mark]:checked')) {
      const same = next.querySelector(`[name="${CSS.escape(box.name)}"]`);
      if (same) same.checked = true;
    }
    const focused = document.activeElement?.closest('[data-row]');
    if (focused && old.contains(focused)) keepFocus = focused.dataset.row;
  };
  let keepFocus;

  const refresh = async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const old of parts()) {
      const next = fresh.getElementById(old.id);
      if (!next || isInUse(old)) continue;
      keepOpen(old, next);
      localise(next);
      if (next.isEqualNode(old)) continue;
      old.replaceWith(next);
      if (keepFocus) next.querySelector(`[data-row="${CSS.escape(keepFocus)}"] a`)?.focus();
      keepFocus = undefined;
    }
    document.dispatchEvent(new Event('live'));
  };

  // At once, then only every second (two where much is counted for the page), however much goes on.
  const every = document.querySelector('[data-refresh]')?.dataset.refresh;
  const pauseMs = every ? 2000 : 1000;
  let timer;
  let last = 0;
  let busy = false;
  const soon = (after = 100) => {
    timer ??= setTimeout(run, Math.max(after, last + pauseMs - Date.now()));
  };
  const run = async () => {
    timer = undefined;
    if (busy) return soon(pauseMs);
    busy = true;
    await refresh().catch(() => {});
    busy = false;
    last = Date.now();
  };

  if (every)
    setInterval(() => document.hidden || !document.querySelector('[data-refresh]') || soon(), every * 1000);
  if (!window.EventSource) return void setInterval(soon, 15_000);

  const number = document.querySelector('[data-ticket]')?.dataset.ticket;
  const stream = new EventSource('/events');
  stream.addEventListener('ticket', (event) => {
    if (!number || JSON.parse(event.data).number === number) soon();
  });
  stream.addEventListener('sync', (event) => {
    const { numbers } = JSON.parse(event.data);
    if (!number || numbers.length === 0 || numbers.includes(number)) soon();
  });
  stream.addEventListener('presence', (event) => {
    if (JSON.parse(event.data).number === number) document.dispatchEvent(new Event('presence'));
  });
  // After a broken connection whatever was missed is looked at again; a stream that is refused is replaced by looking.
  let opened = false;
  stream.addEventListener('open', () => {
    if (opened) soon();
    opened = true;
  });
  stream.addEventListener('error', () => {
    if (stream.readyState === EventSource.CLOSED) setInterval(() => document.hidden || soon(), 15_000);
  });
})();
