import type { Browser, Page } from 'playwright-core';
import { makeUser } from '../../api/access-house';
import { newPage, signIn } from '../../api/browsing';
import type { Stack } from '../stack';

/** A browser whose pages are patient: the systems share two cores. */
export const patientPage = async (browser: Browser): Promise<Page> => {
  const page = await newPage(browser);
  page.setDefaultTimeout(30_000);
  return page;
};

/** The operator olga, with the page for calls open. */
export const openOperatorPage = async (stack: Pick<Stack, 'db' | 'url'>, browser: Browser): Promise<Page> => {
  await makeUser(stack, 'olga', 'operator', { name: 'Ольга Оператор' });
  const page = await patientPage(browser);
  await signIn(page, stack.url, 'olga', '/phone');
  await page.locator('#screen').waitFor();
  return page;
};

/** What the page says of a caller while it rings at her. */
export const ringingCard = async (page: Page, from: string): Promise<string> => {
  const card = page.locator('.call-card.ringing', { hasText: from });
  await card.getByText('звонит у вас').waitFor();
  return card.innerText();
};

/** By keyboard alone: Enter on the answered call, the words, Ctrl+Enter; the ticket's number. */
export const registerByKeyboard = async (page: Page, title: string, text: string): Promise<string> => {
  await page.waitForFunction(() => document.activeElement?.matches('[data-open]'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/phone\/calls\/\d+\/ticket/);
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'title');
  await page.keyboard.type(title);
  await page.keyboard.press('Tab');
  await page.keyboard.type(text);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/tickets\/SD-\d+$/);
  return page.url().split('/').at(-1)!;
};
