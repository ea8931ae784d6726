import type { ContractTerms } from '../../domain/contract';
import { contractFaults } from '../../domain/contract-faults';
import { terms } from './sla/timeline';

const faultsOf = (more: Partial<ContractTerms>, days = { startsOn: '2026-01-01', endsOn: '2026-12-31' }) =>
  contractFaults(days, { ...terms, ...more }).map(({ field, message }) => `${field}: ${message}`);

describe('a contract', () => {
  it('in order has no faults', () => {
    expect(
      faultsOf({
        escalations: [
          { at: 'resolution-30m', do: ['x'] },
          { at: 'reaction+0m', do: ['x'] },
        ],
      }),
    ).toEqual([]);
  });

  it('that ends before it starts names the end', () => {
    expect(faultsOf({}, { startsOn: '2026-01-02', endsOn: '2026-01-01' })).toEqual([
      'endsOn: 2026-01-01 lies before the start, 2026-01-02',
    ]);
  });

  it('with a target of nought names it', () => {
    const targets = [{ priority: 'low', reactionMinutes: 0, resolutionMinutes: 1.5 } as const];
    expect(faultsOf({ targets })).toEqual([
      'targets[0].reactionMinutes: 0 is not a time; expected whole minutes, at least one',
      'targets[0].resolutionMinutes: 1.5 is not a time; expected whole minutes, at least one',
    ]);
  });

  it('may escalate by a clock of its own, but by none that it does not have', () => {
    const clock = { name: 'executor', minutes: 60, starts: [{ on: 'assigned' }], stops: [] } as const;
    const escalations = [{ at: 'executor+1h', do: ['x'] }];
    expect(faultsOf({ escalations, internalClocks: [clock] })).toEqual([]);
    expect(faultsOf({ escalations })).toEqual([
      'escalations[0].at: there is no clock “executor”; expected reaction or resolution',
    ]);
    expect(
      faultsOf({ internalClocks: [clock, { ...clock, name: 'Reaction', minutes: 0, starts: [] }, clock] }),
    ).toEqual([
      'internalClocks[1].name: “Reaction” is not a name of its own in small letters and hyphens',
      'internalClocks[1].minutes: 0 is not a time; expected whole minutes, at least one',
      'internalClocks[1].starts: the clock would never start',
      'internalClocks[2]: there is another clock of this name',
    ]);
  });
});
