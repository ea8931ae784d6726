import type { Browser, Page } from 'playwright-core';
import { clientOf, type Client } from '../stack/client';

/** Where Sagadesk with its demo company runs, and the way in. */
export interface Place {
  readonly front: string;
  readonly tracker: string;
  readonly key: string;
  /** Of the generic CTI push. */
  readonly callToken: string;
}

export const password = 'a password for pictures';
/** The ticket of the demo company that most is done with. */
const subject = 'VPN drops every ten minutes';

interface Ticket {
  readonly number: string;
  readonly title: string;
  readonly requester: { readonly id: string; readonly name: string };
  readonly sync: {
    readonly state: string;
    readonly links: readonly { readonly system: string; readonly url: string }[];
  };
}

/** Some hours of work at the demo company: an operator, an executor and a customer on one ticket; a call that is talked. */
export const workAtCompany = async (place: Place, browser: Browser): Promise<Ticket> => {
  const call = clientOf(place.front, place.key);
  await call('POST', '/users', { login: 'olga', name: 'Olga Smirnova', role: 'operator', password });
  const all = await synced(call);
  const ticket = all.find(({ title }) => title === subject)!;
  const contact = ticket.requester.id;
  await call('POST', '/users', {
    login: 'emma@northwind.example',
    name: 'Emma Clarke',
    role: 'portal',
    contact,
    password,
  });
  for (const [title, change] of [
    [subject, { assignee: 'olga' }],
    ['A mailbox for our new colleague', { status: 'waiting_customer' }],
    ['1С не проводит платёжное поручение', { status: 'in_progress', assignee: 'olga' }],
  ] as const)
    await call('PATCH', `/tickets/${all.find((one) => one.title === title)!.number}`, change);
  await inTracker(browser, ticket);
  await said(call, ticket.number, 'new firmware');
  const emma = await call<{ key: string }>('POST', '/api-keys', { role: 'portal', contact });
  const asEmma = clientOf(place.front, emma.json.key);
  await asEmma('POST', `/tickets/${ticket.number}/comments`, {
    body: 'It has held since lunch, thank you. I will tell you tomorrow whether it stays so.',
  });
  await synced(call);
  return ticket;
};

/** The tracker's own page: a note for everybody, one for the house, and the status. */
const inTracker = async (browser: Browser, { sync }: Ticket): Promise<void> => {
  const page = await browser.newPage({ locale: 'en-GB' });
  const address = sync.links.find(({ system }) => system === 'executors')!.url;
  const write = async (text: string, isSecret: boolean): Promise<void> => {
    await page.goto(address);
    await page.locator('[name=status_id]').selectOption({ label: 'In Progress' });
    await page.locator('[name=notes]').fill(text);
    if (isSecret) await page.locator('[name=private_notes]').check();
    await page.locator('form button[type=submit]').last().click();
    await page.getByText(text).first().waitFor();
  };
  await write('The gateway was given new firmware; please try again.', false);
  await write('It was the rekey interval. Same model stands in Leeds: do it there on Thursday.', true);
  await page.close();
};

/** Waits until every ticket is the same everywhere. */
const synced = (call: Client): Promise<readonly Ticket[]> =>
  until(async () => {
    const { items } = (await call<{ items: readonly Ticket[] }>('GET', '/tickets?limit=100')).json;
    return items.length > 0 && items.every(({ sync }) => sync.state === 'synced') ? items : undefined;
  });

/** Waits until somebody's words stand in the front. */
const said = (call: Client, number: string, words: string): Promise<true> =>
  until(async () => {
    const { json } = await call<object>('GET', `/tickets/${number}/comments`);
    return JSON.stringify(json).includes(words) ? true : undefined;
  });

/** As long as a busy machine may take, in milliseconds. */
const patience = 300_000;

const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  for (
    const end = Date.now() + patience;
    Date.now() < end;
    await new Promise((resolve) => setTimeout(resolve, 500))
  ) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error('the demo company does not come to rest');
};

/** She rings, and Olga answers. */
export const emmaRings = async ({ front, callToken }: Place): Promise<void> => {
  const call = { callId: 'picture', from: '442079460011', to: '442079460000', direction: 'in', user: 'olga' };
  for (const event of ['newCall', 'answer']) {
    const { status } = await fetch(`${front}/api/v1/calls/cti/${callToken}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event, ...call }),
    });
    if (status !== 200) throw new Error(`${event}: ${status}`);
  }
};

/** A page of somebody who has signed in as staff. */
export const asOlga = async (browser: Browser, { front }: Place): Promise<Page> => {
  const page = await browser.newPage({
    ...{ locale: 'en-GB', timezoneId: 'Europe/London', colorScheme: 'light' },
    viewport: { width: 1200, height: 760 },
  });
  await page.goto(`${front}/sign-in`);
  await page.locator('[name=login]').fill('olga');
  await page.locator('[name=password]').fill(password);
  await page.locator('main button.primary').click();
  await page.waitForURL(`${front}/tickets`);
  return page;
};

/** A telephone on which she has come into the portal. */
export const asEmma = async (browser: Browser, { front }: Place): Promise<Page> => {
  const page = await browser.newPage({
    ...{ locale: 'en-GB', timezoneId: 'Europe/London', colorScheme: 'dark' },
    viewport: { width: 390, height: 760 },
  });
  await page.goto(`${front}/portal/sign-in`);
  const form = page.locator('form[action="/portal/sign-in/password"]');
  if (!(await form.locator('[name=address]').isVisible())) await page.locator('details summary').click();
  await form.locator('[name=address]').fill('emma@northwind.example');
  await form.locator('[name=password]').fill(password);
  await form.locator('button').click();
  await page.waitForURL(`${front}/portal`);
  return page;
};
