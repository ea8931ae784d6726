// The ticket's page: files by paste and drop, who else is here, and the seconds in which a registration can still be undone. The
// page works without it too.
(() => {
  for (const form of document.querySelectorAll('form[data-drop]')) {
    const input = form.querySelector('input[type=file]');
    const add = (files) => {
      const all = new DataTransfer();
      for (const file of [...input.files, ...files]) all.items.add(file);
      input.files = all.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    form.addEventListener('paste', (event) => {
      const files = event.clipboardData?.files ?? [];
      if (files.length === 0) return;
      event.preventDefault();
      add(files);
    });
    form.addEventListener('dragover', (event) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      form.classList.add('over');
    });
    form.addEventListener('dragleave', () => form.classList.remove('over'));
    form.addEventListener('drop', (event) => {
      form.classList.remove('over');
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      add(event.dataTransfer.files);
    });
  }

  // Enter with Ctrl sends what goes to staff only; an answer to the requester takes its own button.
  for (const form of document.querySelectorAll('form.write'))
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      const staffOnly = form.querySelector('button.say[value=internal]');
      if (staffOnly) form.requestSubmit(staffOnly);
    });

  // Who else is here: this page says every 15 seconds that it is open, and whether somebody writes in it.
  const presence = () => document.getElementById('presence');
  const number = document.querySelector('[data-ticket]')?.dataset.ticket;
  if (presence() && number) {
    const address = `/tickets/${number}/presence`;
    const bodyFor = (state) =>
      new URLSearchParams({ state, _csrf: document.querySelector('input[name=_csrf]').value });
    const show = async (answer) => {
      if (!answer.ok || answer.redirected) return;
      const whole = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const next = whole.getElementById('presence');
      if (next && !next.isEqualNode(presence())) presence().replaceWith(next);
    };
    const ask = (options) => fetch(address, options).then(show, () => {});
    const tell = (state) => ask({ method: 'POST', body: bodyFor(state) });
    let state = 'here';
    let idle;
    const become = (next) => {
      if (state === next) return;
      state = next;
      void tell(state);
    };
    document.addEventListener('input', (event) => {
      if (!event.target.matches('textarea')) return;
      become('writing');
      clearTimeout(idle);
      idle = setTimeout(() => become('here'), 10_000);
    });
    document.addEventListener('presence', () => void ask({}));
    document.addEventListener('visibilitychange', () => document.hidden || void tell(state));
    window.addEventListener('pagehide', () => navigator.sendBeacon(address, bodyFor('gone')));
    setInterval(() => document.hidden || void tell(state), 15_000);
    void tell(state);
  }

  const countDown = () => {
    const form = document.querySelector('[data-until]');
    if (!form) return;
    const seconds = Math.ceil((new Date(form.dataset.until).getTime() - Date.now()) / 1000);
    if (seconds <= 0) return form.remove();
    const left = form.querySelector('[data-left]');
    left.textContent = left.dataset.left.replace('{}', seconds);
  };
  if (document.querySelector('[data-until]')) setInterval(countDown, 1000);
})();
