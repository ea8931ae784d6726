import type { Page } from 'playwright-core';
import type { ReadMail } from '../mail/inbox-of';
import type { Postbox } from './postbox';

/** Follows a mail's link to the ticket and gets in by the one-time link that he asks for there. */
export const enterFromMail = async (page: Page, { text }: ReadMail, postbox: Postbox): Promise<void> => {
  const ticket = /http\S+\/portal\/tickets\/SD-\d+/.exec(text)![0];
  await page.goto(ticket);
  await page.getByLabel('Адрес почты').first().fill(postbox.address);
  await page.getByRole('button', { name: 'Прислать ссылку' }).click();
  await page.getByText('Проверьте почту').first().waitFor();
  const link = /http\S+\/portal\/enter\/[\w-]+/.exec((await postbox.next()).text)![0];
  await page.goto(link);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.waitForURL(ticket);
};

/** On the page of a ticket that is said to be solved. */
export const rejectSolution = async (page: Page, reason: string): Promise<void> => {
  await page.getByText('Нет, не решено').click();
  await page.getByLabel('Не решено?').fill(reason);
  await page.getByRole('button', { name: 'Открыть заявку снова' }).click();
  await page.locator('.said.his').getByText(reason).waitFor();
};

/** The page was left open: that it is solved again shows without a reload. */
export const confirmSolution = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Да, всё работает' }).click();
  await page.locator('.badge.status-closed').waitFor();
};
