import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Plan } from '../../activities/activities';
import { rememberedCalendar } from '../../domain/calendar/remembered';
import { corrections, type WrittenEntry } from '../../domain/sla/correct';
import type { Fact } from '../../domain/sla/fact';
import { judge } from '../../domain/sla/judge';
import { searchAttributes } from '../../workers/search-attributes';
import { everyDay } from '../domain/calendar/calendars';
import { comment, registered, rules, under } from '../domain/sla/timeline';
import { timeSkipping } from '../temporal/environment';
import { registerAttributes } from './register-attributes';
import { count, eventsOf, handleOf, wake } from './tickets';
import { quietRuntime, unique, until, withWorkers } from './workers';
import { ticketWorkflowId } from '../../workflows/messages';

jest.setTimeout(120_000);

const hour = 3_600_000;

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietRuntime();
  environment = await timeSkipping();
  await registerAttributes(environment, searchAttributes);
});
afterAll(() => environment?.teardown());

const berlin = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
});
const wall = (at: number) =>
  Object.fromEntries(berlin.formatToParts(at).map(({ type, value }) => [type, Number(value)]));

/** Hour by hour: when so many open hours (midnight to six, not in the first nine days of January) will have passed. */
const whenPassed = (from: number, hours: number): number => {
  for (let [at, left] = [from, hours]; ; at += hour) {
    if (left === 0) return at;
    const { month, day, hour: clock } = wall(at);
    if (clock! < 6 && !(month === 1 && day! <= 9)) left -= 1;
  }
};

/** What Postgres would know of a ticket that is looked at by the server's clock, with its ledger. */
class YearTicket {
  readonly ledger: (WrittenEntry & { readonly isLate?: true })[] = [];

  constructor(private readonly facts: readonly Fact[]) {}

  readonly mergeTicket = async (): Promise<Plan> => {
    const asOf = await environment.currentTimeMs();
    const judgement = judge({ facts: this.facts, asOf });
    for (const entry of corrections(this.ledger, judgement, asOf))
      this.ledger.push({ ...entry, id: this.ledger.length + 1 });
    const idle = { lanes: [], parked: [], systems: [], hasProblems: false, inOrder: false };
    return { version: 1, status: 'in_progress', ...idle, sla: judgement.next };
  };
}

it('a ticket over New Year’s holidays and both changes of the clocks is warned and breached at the right instants, each once', async () => {
  const year = new Date(await environment.currentTimeMs()).getUTCFullYear();
  const began = Date.parse(`${year}-12-30T23:00:00Z`);
  const hours = 1800;
  const holidays = Array.from({ length: 9 }, (_, i) => ({
    date: `${year + 1}-01-0${i + 1}`,
    name: 'New Year',
  }));
  const nights = rememberedCalendar(everyDay('Europe/Berlin', [['00:00', '06:00']], { holidays }));
  const facts = [registered('09:00'), under('09:00', rules(60, hours * 60, nights)), comment('09:00')];
  const ticket = new YearTicket(facts.map((fact) => ({ ...fact, at: began })));
  const [number, taskQueue] = [`SD-${Math.floor(Math.random() * 1e12)}`, unique('tickets')];
  const breach = whenPassed(began, hours);
  await environment.sleep(began + hour - (await environment.currentTimeMs()));
  await withWorkers(environment, { activities: ticket, taskQueue }, async () => {
    await wake(environment, taskQueue, number);
    await until('it is looked at', () => ticket.ledger.length > 0);
    await environment.sleep(breach + hour - (await environment.currentTimeMs()));
    await until('it is breached', () => ticket.ledger.some(({ event }) => event === 'breached'));
    const told = ticket.ledger
      .filter(({ event }) => event === 'warned' || event === 'breached')
      .map(({ clock, event, level, at }) =>
        [clock, event, level ?? '', new Date(at).toISOString()].join(' '),
      );
    const warned = (percent: number) =>
      `resolution warned ${percent} ${new Date(whenPassed(began, (hours * percent) / 100)).toISOString()}`;
    expect(told).toEqual([
      warned(50),
      warned(75),
      warned(90),
      `resolution breached  ${new Date(breach).toISOString()}`,
    ]);
    expect(
      ticket.ledger.filter(({ event, isLate }) => isLate && event !== 'started' && event !== 'met'),
    ).toEqual([]);
    const events = await eventsOf(environment, ticketWorkflowId(number));
    // One timer at a time, none longer than thirty days.
    expect(count(events, 'TIMER_STARTED') - count(events, 'TIMER_FIRED')).toBeLessThanOrEqual(1);
    expect(count(events, 'TIMER_STARTED')).toBeLessThan(20);
    await handleOf(environment, number).terminate();
  });
});
