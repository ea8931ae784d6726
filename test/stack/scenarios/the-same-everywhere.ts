import { isDeepStrictEqual } from 'node:util';
import { deskWords, trackerWords } from '../../words';
import { deskPerson } from '../desk-person';
import { expectAtRest, frontPerson, openRows, type SeenTicket } from '../front-person';
import { taskPerson } from '../task-person';
import type { Everything } from './everything';
import { expectNothingWritten } from './nothing-written';
import { difference, ofDesk, ofFront, ofTracker } from './texts-of';

/**
 * The end of every story of faults: all systems say the same (DESIGN section 6), no record, comment or file stands anywhere twice,
 * the books balance with nothing open, nothing waits for a person, and at rest nothing is written. `mark`: words in
 * the titles of these tickets and of no others, so that records which nobody knows of are found too. `except`: ids of tickets that are wanted
 * otherwise.
 */
export const expectTheSameEverywhere = async (
  all: Everything,
  {
    mark,
    seconds = 120,
    except = [],
  }: { readonly mark?: string; readonly seconds?: number; readonly except?: readonly number[] } = {},
): Promise<void> => {
  const front = frontPerson(all.api);
  const { rows } = await all.db.query<{ number: string; title: string }>(
    'select number, title from tickets where merged_into is null and id <> all($1) order by id',
    [except],
  );
  const until = Date.now() + seconds * 1000;
  for (const { number } of rows)
    await front.synced(number, Math.max(5, (until - Date.now()) / 1000)).catch(async (error: Error) => {
      const told = [await front.see(number), await front.problems(), await openRows(all.db)];
      throw new Error(`${error.message}: ${JSON.stringify(told)}`);
    });
  await expectAtRest(all);
  const faults: string[] = [];
  for (let i = 0; i < rows.length; i += atOnce)
    faults.push(
      ...(
        await Promise.all(rows.slice(i, i + atOnce).map(({ number }) => differencesOf(all, number)))
      ).flat(),
    );
  if (mark !== undefined)
    faults.push(...(await strangers(all, mark, rows.filter(({ title }) => title.includes(mark)).length)));
  expect(faults).toEqual([]);
  await expectNothingWritten(all);
};

/** Tickets looked at side by side; a real system has few workers. */
const atOnce = 4;

const differencesOf = async (all: Everything, number: string): Promise<string[]> => {
  const front = frontPerson(all.api);
  const ticket = await front.see(number);
  const [inDesk, inTracker] = await Promise.all([deskFaults(all, ticket), trackerFaults(all, ticket)]);
  return [...inDesk, ...inTracker].map((fault) => `${number} ${fault}`);
};

const deskFaults = async (all: Everything, ticket: SeenTicket): Promise<string[]> => {
  const olga = deskPerson(all.rt.asAgent('olga'));
  const [id, ...more] = await namesakes(await olga.find(ticket.number), (one) => olga.see(one), ticket);
  if (id === undefined || more.length > 0) return [`stands in the desk ${id ? 1 + more.length : 0} times`];
  const { title, status, key, ...seen } = await olga.see(id);
  const priority = stepBelow(Number(seen.priority));
  const texts = difference(await ofFront(all.api, ticket), ofDesk(await olga.entries(id)));
  return [
    ...unlike('desk', { title, status, priority, key }, wantedOf(ticket, deskWords)),
    ...texts.map((text) => `desk ${text}`),
  ];
};

const trackerFaults = async (all: Everything, ticket: SeenTicket): Promise<string[]> => {
  const ids = ticket.sync.links.filter(({ system }) => system === 'executors').map(({ id }) => id);
  const admin = taskPerson(all.redmine.asAdmin(), all.redmine);
  const found = await namesakes(await admin.find(ticket.number), (one) => admin.see(one), ticket);
  if (found.length !== Math.min(1, ids.length)) return [`stands in the tracker ${found.length} times`];
  const faults = await Promise.all(
    ids.map(async (id) => {
      const { title, status, priority, texts } = await admin.see(id);
      const wanted = wantedOf(ticket, trackerWords);
      const present = { title, status, priority };
      return [
        ...unlike('tracker', present, ids.length > 1 ? { ...wanted, status } : wanted),
        ...difference(await ofFront(all.api, ticket), ofTracker(texts, await admin.files(id))).map(
          (text) => `tracker ${text}`,
        ),
      ];
    }),
  );
  return faults.flat();
};

/** A number of an earlier installation may stand in the same desk: its title is another. */
const namesakes = async (
  ids: readonly string[],
  see: (id: string) => Promise<{ readonly title: string }>,
  { title }: SeenTicket,
): Promise<string[]> => {
  const titles = await Promise.all(ids.map(async (id) => ({ id, title: (await see(id)).title })));
  return titles.filter((one) => one.title === title).map(({ id }) => id);
};

const wantedOf = (ticket: SeenTicket, words: typeof deskWords): Record<string, string> => ({
  title: ticket.title,
  status: words.status[ticket.status as keyof typeof words.status]!,
  priority: words.priority[ticket.priority as keyof typeof words.priority]!,
  key: ticket.number,
});

/** A number between two steps is the lower one, as a person reads it; below the lowest it is the lowest. */
const stepBelow = (priority: number): string => {
  const steps = Object.values(deskWords.priority).map(Number);
  return String(Math.max(Math.min(...steps), ...steps.filter((step) => step <= priority)));
};

const unlike = (where: string, present: Record<string, string>, wanted: Record<string, string>): string[] =>
  Object.entries(present)
    .filter(([field, value]) => !isDeepStrictEqual(value, wanted[field]))
    .map(([field, value]) => `${where} ${field} is “${value}”, wanted “${wanted[field]}”`);

/** Records that bear the mark: as many in each system as there are tickets. */
const strangers = async ({ rt, redmine }: Everything, mark: string, tickets: number): Promise<string[]> => {
  const inDesk = (await deskPerson(rt.asAgent('olga')).called(mark)).length;
  const inTracker = (await taskPerson(redmine.asAdmin(), redmine).called(mark)).length;
  return inDesk === tickets && inTracker === tickets
    ? []
    : [`${tickets} tickets are ${inDesk} records in the desk and ${inTracker} in the tracker`];
};
