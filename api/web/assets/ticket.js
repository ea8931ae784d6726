// The ticket's page: files by paste and drop, and the seconds in which a registration can still be undone. Works without it too.
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
