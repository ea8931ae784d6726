import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoCompany } from '../../demo/company';
import type { Progress } from './progress';
import type { Words } from './words';

interface Seeding {
  /** Address of the front. */
  readonly url: string;
  readonly key: string;
  /** Where it is noted that the company was registered. */
  readonly directory: string;
  readonly progress: Progress;
  readonly words: Words;
}

/**
 * Registers the demo company once, through the REST API as any client would. Interrupted, it goes on where it was: the front
 * answers a repeated Idempotency-Key as before. A front that has tickets already is left alone.
 */
export const seedDemo = async (seeding: Seeding): Promise<void> => {
  const [begun, done] = ['begun', 'done'].map((state) =>
    path.join(seeding.directory, `demo-company.${state}`),
  ) as [string, string];
  if (existsSync(done)) return;
  if (existsSync(begun) || (await isEmpty(seeding))) {
    seeding.progress.info(seeding.words.company);
    writeFileSync(begun, '');
    for (const [i, { path: to, body }] of demoCompany(new Date()).entries())
      await post(seeding, to, body, `demo-company-${i}`);
  }
  writeFileSync(done, '');
};

const isEmpty = async ({ url, key }: Seeding): Promise<boolean> => {
  const answer = await fetch(`${url}/api/v1/tickets?limit=1`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { items } = (await answer.json()) as { readonly items: readonly unknown[] };
  return items.length === 0;
};

const post = async ({ url, key }: Seeding, to: string, body: object, once: string): Promise<void> => {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': once,
  };
  for (;;) {
    const answer = await fetch(`${url}/api/v1${to}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (answer.ok) return;
    if (answer.status !== 429)
      throw new Error(`The demo company: POST ${to} answered ${answer.status}: ${text.slice(0, 500)}`);
    await pause(1_000);
  }
};
