import type { Browser, Page } from 'playwright-core';
import type { Operator } from '../house/operators';
import { cardClass, mostMs, type PhonePage } from './phone-page';

/** Who answered has not got his card before it tells what the contract grants. */
const cards = {
  ringing: `.call-card.${cardClass.ringing}`,
  answered: `.call-card.${cardClass.answered}:has(.grant)`,
};

/** An operator's telephone page in a real browser. */
export const openPhoneTab = async (browser: Browser, url: string, operator: Operator): Promise<PhonePage> => {
  const context = await browser.newContext({ locale: 'ru-RU' });
  await context.addCookies([{ ...operator.cookie, url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(mostMs);
  const opened = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/phone/live');
  await page.goto(`${url}/phone`);
  await opened;
  await noteCards(page);
  return {
    login: operator.login,
    seen: () => page.evaluate('window.seen'),
    shows: async (state, count) => {
      const shown = page.locator(cards[state]);
      await shown.nth(count).waitFor({ state: 'detached' });
      if (count > 0) await shown.nth(count - 1).waitFor();
    },
  };
};

/** The clock of the page is that of this machine. As text: what the loader adds to our functions is not known in a page. */
const noteCards = (page: Page): Promise<void> =>
  page.evaluate(`(() => {
    window.seen = {};
    const look = () => {
      for (const [state, selector] of Object.entries(${JSON.stringify(cards)}))
        for (const { id } of document.querySelectorAll(selector))
          window.seen[id.replace('call-', '') + ' ' + state] ??= Date.now();
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    look();
  })()`);
