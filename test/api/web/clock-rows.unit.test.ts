import fc from 'fast-check';
import { clockFields, clockNamesIn, clocksOf, withNewClock } from '../../../api/web/contracts/clock-rows';
import { contractBody } from '../../../api/web/contracts/contract-form';
import { reactionKinds, type Condition, type InternalClock } from '../../../domain/sla/condition';
import { statuses, type Status } from '../../../domain/ticket';

const executor: InternalClock = {
  name: 'executor',
  minutes: 240,
  starts: [{ on: 'assigned', system: 'executors' }],
  stops: [{ on: 'task-status', to: ['resolved', 'closed'] }],
  warnAt: [80],
};

/** Some of a list, in its order: a form has boxes to tick. */
const someOf = <T>(all: readonly T[], least = 1): fc.Arbitrary<readonly T[]> =>
  fc.subarray([...all], { minLength: least });
const system = fc.option(fc.constantFrom('executors', 'help desk'), { nil: undefined });
const inSystem = <T extends object>(rest: T, name?: string) => ({
  ...rest,
  ...(name ? { system: name } : {}),
});
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.constant<Condition>({ on: 'registered' }),
  someOf(reactionKinds).map((by): Condition => ({ on: 'reaction', by })),
  someOf<Status>(statuses).map((to): Condition => ({ on: 'status', to })),
  fc
    .tuple(someOf<Status>(statuses), system)
    .map(([to, name]): Condition => inSystem({ on: 'task-status', to }, name)),
  fc
    .tuple(fc.constantFrom('assigned' as const, 'other-team' as const), system)
    .map(([on, name]): Condition => inSystem({ on }, name)),
);
const conditions = fc.array(condition, { maxLength: 5 });
const clock: fc.Arbitrary<InternalClock> = fc.record(
  {
    name: fc.constantFrom('desk', 'supplier', 'second-line'),
    minutes: fc.integer({ min: 1, max: 1_000_000 }),
    starts: conditions,
    stops: conditions,
    restarts: fc.array(condition, { minLength: 1, maxLength: 3 }),
    resumes: fc.array(condition, { minLength: 1, maxLength: 3 }),
    pauseOn: someOf<Status>(statuses, 0),
    runsIn: someOf<Status>(statuses),
    warnAt: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ['name', 'minutes', 'starts', 'stops'] },
);

describe('the internal clocks of a contract’s form', () => {
  test('what is shown is read as it was, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(clock, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('ru' as const, 'en' as const),
        (clocks, language) => {
          expect(clocksOf(clockFields(clocks, language))).toMatchObject({ clocks, faults: [] });
        },
      ),
    );
  });

  test('a form that shows none leaves them alone, one whose rows were cleared takes them away', () => {
    expect(contractBody({}).body).not.toHaveProperty('internalClocks');
    const cleared = {
      ...clockFields([executor], 'ru'),
      'internalClocks[0].name': ' ',
      'internalClocks[0].minutes': '',
    };
    expect(contractBody(cleared).body.internalClocks).toEqual([]);
  });

  test('a new one has rows for what starts and stops it, behind those that there are', () => {
    const fields = withNewClock(clockFields([executor], 'en'));
    expect(fields['internalClocks[1].rules[0].role']).toBe('starts');
    expect(clocksOf(fields).clocks).toEqual([executor]);
    const typed = {
      ...fields,
      'internalClocks[1].name': 'supplier',
      'internalClocks[1].minutes': '1 h',
      'internalClocks[1].rules[0].on': 'status',
      'internalClocks[1].rules[0].to.waiting_supplier': 'on',
      'internalClocks[1].rules[1].on': 'registered',
      'internalClocks[1].rules[2].on': 'assigned',
      'internalClocks[1].rules[2].role': '',
    };
    expect(clocksOf(typed).clocks?.[1]).toEqual({
      name: 'supplier',
      minutes: 60,
      starts: [{ on: 'status', to: ['waiting_supplier'] }],
      stops: [{ on: 'registered' }],
    });
    expect(clockNamesIn(typed)).toEqual(['executor', 'supplier']);
  });

  test('what cannot be read, or says nothing, is named where it stands', () => {
    const { faults } = clocksOf({
      'internalClocks[2].name': 'desk',
      'internalClocks[2].minutes': 'soon',
      'internalClocks[2].warnAt': '50, many',
      'internalClocks[2].rules[1].role': 'starts',
      'internalClocks[2].rules[1].on': 'task-status',
      'internalClocks[2].rules[3].role': 'stops',
      'internalClocks[2].rules[3].on': 'reaction',
    });
    expect(faults.map(({ field }) => field)).toEqual([
      'internalClocks[2].minutes',
      'internalClocks[2].warnAt',
      'internalClocks[2].rules[1].to',
      'internalClocks[2].rules[3].by',
    ]);
  });

  test('a fault of the call stands in the row that a person sees', () => {
    const { place } = contractBody({ 'internalClocks[3].name': 'desk', 'internalClocks[3].minutes': '5' });
    const at = (rest: string) => place({ field: `internalClocks[0]${rest}`, message: 'x' }).field;
    expect(['.name', '.minutes', '', '.starts', '.stops[1].to', '.warnAt[0]'].map(at)).toEqual([
      'internalClocks[3].name',
      'internalClocks[3].minutes',
      'internalClocks[3].name',
      'internalClocks[3].rules',
      'internalClocks[3].rules',
      'internalClocks[3].warnAt',
    ]);
  });

  test.each(['__proto__', 'constructor', 'name', 'minutes'])('a row whose role is %s is none', (role) => {
    const fields = {
      'internalClocks[0].name': 'desk',
      'internalClocks[0].minutes': '5',
      'internalClocks[0].rules[0].role': role,
      'internalClocks[0].rules[0].on': 'registered',
    };
    expect(clocksOf(fields).clocks).toEqual([{ name: 'desk', minutes: 5, starts: [], stops: [] }]);
  });
});
