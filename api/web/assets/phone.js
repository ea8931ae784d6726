// The telephone pages. The live stream brings the cards of calls at the moment they move; a form of a call keeps its draft on the server
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

  /** A stream that says nothing for so long is dead, whatever the connection says; the server gives a sign every 15 s. */
  const silentMs = 45_000;

  /** Follows the live stream of the telephone; `lost` when there is none, so that one has to look by oneself. */
  const listen = (address, names, lost) => {
    if (!window.EventSource) return void lost();
    let heard = Date.now();
    const open = () => {
      const stream = new EventSource(address);
      for (const [name, take] of Object.entries({ alive: () => {}, ...names }))
        stream.addEventListener(name, ({ data }) => {
          heard = Date.now();
          take(JSON.parse(data));
        });
      stream.addEventListener('error', () => {
        if (stream.readyState !== EventSource.CLOSED) return;
        clearInterval(watch);
        lost();
      });
      return stream;
    };
    let stream = open();
    const watch = setInterval(() => {
      if (Date.now() - heard < silentMs) return;
      heard = Date.now();
      stream.close();
      stream = open();
    }, 5000);
  };

  const made = (html) => {
    const box = document.createElement('template');
    box.innerHTML = html;
    window.localiseTimes?.(box.content);
    return box.content;
  };

  const followCalls = () => {
    let shown = '';
    // Enter is to open the ticket of a call that has just come to this page, unless somebody types.
    const offer = (focused) => {
      const link = document.querySelector('#screen [data-open]');
      const call = link?.closest('[data-call]')?.id ?? '';
      if (link && link !== document.activeElement && !isTyping() && (call !== shown || focused === call))
        link.focus();
      shown = call;
    };
    const focusedCall = () => document.activeElement?.closest('[data-call]')?.id;

    /** The cards that are new or changed, in the order that was told; those that were not named are gone. */
    const show = ({ order, cards }) => {
      const focused = focusedCall();
      const box = document.getElementById('cards');
      for (const card of [...box.children]) if (!order.includes(card.id)) card.remove();
      let place = box.firstElementChild;
      for (const id of order) {
        const old = place?.id === id ? place : document.getElementById(id);
        const card = cards[id] === undefined ? old : made(cards[id]).firstElementChild;
        if (old && card !== old) {
          if (place === old) place = card;
          old.replaceWith(card);
        }
        if (card === place) place = place.nextElementSibling;
        else box.insertBefore(card, place);
      }
      offer(focused);
    };
    const showLists = (html) => {
      const old = document.getElementById('phone-lists');
      const action =
        old.contains(document.activeElement) && document.activeElement.form?.getAttribute('action');
      old.replaceChildren(made(html));
      if (action) old.querySelector(`form[action="${CSS.escape(action)}"] button`)?.focus();
    };

    let [busy, again] = [false, false];
    const look = async () => {
      again = true;
      if (busy) return;
      busy = true;
      while (again) {
        again = false;
        const next = await fresh('/phone/screen', 'screen').catch(() => undefined);
        if (!next) continue;
        const focused = focusedCall();
        document.getElementById('screen').replaceWith(next);
        offer(focused);
      }
      busy = false;
    };
    offer();
    listen('/phone/live', { cards: show, lists: showLists }, () => {
      void look();
      setInterval(() => document.hidden || look(), 4000);
    });
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
    // A second call must not go unseen. What was told may have been shown already, with the page or with a draft.
    const askBeside = (telephone) => {
      if (document.getElementById('beside').dataset.telephone === telephone) return;
      send('beside').then(show, () => {});
    };
    listen('/phone/live?form', { telephone: askBeside }, () => {});
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

  if (document.getElementById('screen')) followCalls();
  const form = document.querySelector('[data-call-form]');
  if (form) keepForm(form);
})();
