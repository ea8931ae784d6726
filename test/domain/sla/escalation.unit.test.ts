import { account, assigned, at, comment, day, lived, rules, said, status, taskStatus } from './timeline';
import { urgency, waitFor } from '../../../domain/sla/next';

const seen = comment('09:01');
const levels = (...all: string[]) =>
  rules(60, 480, day, { warnAt: [50], escalations: all.map((level) => ({ at: level, do: ['x'] })) });

describe('escalation levels', () => {
  it('come in business time before, at and after the deadline, each once', () => {
    const { ledger } = lived(
      '11-24 12:00',
      [seen],
      levels('resolution+1d', 'resolution+2h', 'resolution-30m', 'resolution+0m', 'reaction-10m'),
    );
    expect(account(ledger, 'resolution')).toEqual([
      '11-20 09:00 started 0',
      '11-20 13:00 warned 50 240',
      '11-20 16:30 warned resolution-30m 450',
      '11-20 17:00 breached 480',
      '11-20 17:00 warned resolution+0m 480',
      '11-23 10:00 warned resolution+2h 600',
      '11-23 17:00 warned resolution+1d 1020',
    ]);
    expect(account(ledger, 'reaction')).toEqual(['11-20 09:00 started 0', '11-20 09:01 met 1']);
  });

  it('after a breach wait while the ticket waits, and end with it', () => {
    const waits = [seen, status('17:10', 'waiting_customer'), status('11-23 12:00', 'in_progress')];
    const { ledger, next } = lived('11-23 12:30', waits, levels('resolution+1h'));
    expect(account(ledger, 'resolution').at(-1)).toBe('11-23 12:00 resumed 490');
    expect(said(next.at)).toBe('11-23 12:50');
    const resolved = [seen, status('17:10', 'resolved')];
    expect(lived('11-27 12:00', resolved, levels('resolution+1h')).next).toEqual({});
  });
});

describe('clocks inside the house', () => {
  const inner = (more: object) =>
    rules(60, 480, day, {
      warnAt: [],
      internalClocks: [{ name: 'inner', minutes: 120, starts: [], stops: [], ...more }],
    });

  it('the executor’s begins with the assignment in the tracker and ends with his task', () => {
    const of = inner({
      starts: [{ on: 'assigned', system: 'tracker' }],
      stops: [{ on: 'task-status', to: ['resolved'] }],
      resumes: [{ on: 'task-status', to: ['in_progress'] }],
    });
    const life = [
      seen,
      assigned('09:30', 'olga', 'desk', 'helpdesk'),
      assigned('10:00', 'ivan'),
      taskStatus('11:00', 'resolved'),
    ];
    expect(lived('12:00', life, of).clocks.inner).toMatchObject({ state: 'met', businessMinutesUsed: 60 });
    const again = lived('13:00', [...life, taskStatus('12:00', 'in_progress')], of);
    expect(again.clocks.inner).toMatchObject({ state: 'breached', breachedAt: at('13:00') });
    expect(again.clocks.resolution).toMatchObject({ state: 'running', businessMinutesUsed: 240 });
  });

  it('the supplier’s runs only while one waits for him', () => {
    const of = inner({
      starts: [{ on: 'status', to: ['waiting_supplier'] }],
      stops: [{ on: 'status', to: ['resolved', 'closed'] }],
      pauseOn: [],
      runsIn: ['waiting_supplier'],
    });
    const life = [
      seen,
      status('10:00', 'waiting_supplier'),
      status('11:00', 'in_progress'),
      status('12:00', 'waiting_supplier'),
    ];
    expect(lived('11:30', life, of).clocks.inner).toMatchObject({ state: 'paused', businessMinutesUsed: 60 });
    expect(lived('12:30', life, of).clocks.inner).toMatchObject({ state: 'running', due: at('13:00') });
  });

  it('a team’s begins anew with the next team, not with the next person', () => {
    const of = inner({ starts: [{ on: 'assigned' }], restarts: [{ on: 'other-team' }] });
    const life = [
      seen,
      assigned('10:00', 'ivan', 'network'),
      assigned('11:00', 'olga', 'network'),
      assigned('13:00', 'petr', 'printers'),
    ];
    expect(lived('11:30', life, of).clocks.inner!.businessMinutesUsed).toBe(90);
    const { clocks, ledger } = lived('13:30', life, of);
    expect(clocks.inner).toMatchObject({ state: 'running', businessMinutesUsed: 30 });
    expect(account(ledger, 'inner')).toEqual([
      '11-20 10:00 started 0',
      '11-20 12:00 breached 120',
      '11-20 13:00 recomputed restart 0',
    ]);
  });

  it('does not exist for a ticket that never meets its start, as far as it is told', () => {
    const of = inner({ starts: [{ on: 'assigned' }] });
    expect(lived('12:00', [seen], of).clocks).not.toHaveProperty('inner');
  });
});

describe('what the workflow waits for', () => {
  it('is the time to the next instant, at least a millisecond and at most a month', () => {
    expect(waitFor({}, 5)).toBeUndefined();
    expect(waitFor({ at: 1000 }, 400)).toBe(600);
    expect(waitFor({ at: 1000 }, 2000)).toBe(1);
    expect(waitFor({ at: at('12-31 00:00') }, at('01-01 00:00'))).toBe(30 * 86_400_000);
  });

  it('is the more urgent the nearer the breach', () => {
    expect([10, 50, 500].map((minutes) => urgency({ due: minutes * 60_000 }, 0))).toEqual([1, 2, 3]);
    expect(urgency({}, 0)).toBe(4);
    expect(urgency({ due: 0 }, 60_000)).toBe(1);
  });
});
