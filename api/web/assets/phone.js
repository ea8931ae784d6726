// The telephone pages. The screen is fetched again at the moment a call moves; a form of a call keeps its draft on the server
// while it is typed, and shows beside it what the contract grants and which tickets are alike. Everything works without it.
(() => {
  /** The questions of another service than was asked for; of the same one, what is typed is left alone. */
  const ask = (next) => {
    const old = document.getElementById('questions');
    if (next && old && old.dataset.same !== next.dataset.same) old.replaceWith(next);
  };

  /** A part of an answer, its times in the reader's zone; undefined when nothing came that could be shown. */
  const fresh = async (address, id, options = {}) => {
    const answer = await fetch(address, { headers: { accept: 'text/html' }, ...options });
    if (!answer.ok || answer.redirected) return undefined;
    const whole = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const part = whole.getElementById(id);
    if (part) window.localiseTimes?.(part);
    ask(whole.getElementById('questions'));
    return part ?? undefined;
  };

  const isTyping = () => document.activeElement?.matches('input, select, textarea') ?? false;

  const followCalls = (screen) => {
    let busy = false;
    let again = false;
    let shown = '';
    const look = async () => {
      again = true;
      if (busy) return;
      busy = true;
      while (again) {
        again = false;
        const next = await fresh('/phone/screen', 'screen').catch(() => undefined);
        if (!next) continue;
        const focused = document.activeElement?.closest('[data-call]')?.id;
        document.getElementById('screen').replaceWith(next);
        offer(next, focused);
      }
      busy = false;
    };
    // Enter is to open the ticket of a call that has just come to this page, unless somebody types.
    const offer = (part, focused) => {
      const link = part.querySelector('[data-open]');
      const call = link?.closest('[data-call]')?.id ?? '';
      if (link && !isTyping() && (call !== shown || focused === call)) link.focus();
      shown = call;
    };
    offer(screen);
    if (!window.EventSource) return void setInterval(look, 3000);
    const stream = new EventSource('/events');
    stream.addEventListener('call', look);
    // Also at first: a call may have come between the page and the stream.
    stream.addEventListener('open', look);
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CLOSED) setInterval(look, 5000);
    });
    setInterval(() => document.hidden || look(), 60_000);
  };

  const keepForm = (form) => {
    const { callForm: call } = form.dataset;
    const saved = document.getElementById('saved');
    let timer;
    let last = new URLSearchParams(new FormData(form)).toString();
    const send = (where) =>
      fresh(`/phone/calls/${call}/${where}`, 'beside', {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
      });
    const show = (beside) => {
      const old = document.getElementById('beside');
      if (beside && !old.contains(document.activeElement)) old.replaceWith(beside);
    };
    const keep = async () => {
      const now = new URLSearchParams(new FormData(form)).toString();
      if (now === last) return;
      const beside = await send('draft');
      if (!beside) return;
      last = now;
      saved.textContent = saved.dataset.saved;
      show(beside);
    };
    // A second call must not go unseen.
    if (window.EventSource)
      new EventSource('/events').addEventListener('call', () => void send('beside').then(show, () => {}));
    const soon = (ms) => {
      clearTimeout(timer);
      timer = setTimeout(() => void keep().catch(() => {}), ms);
    };
    form.addEventListener('input', () => soon(300));
    form.addEventListener('change', () => soon(0));
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  };

  const screen = document.getElementById('screen');
  if (screen) followCalls(screen);
  const form = document.querySelector('[data-call-form]');
  if (form) keepForm(form);
})();
