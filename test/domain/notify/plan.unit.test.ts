import fc from 'fast-check';
import { isForStaffOnly, notifyEvents, type Happening } from '../../../domain/notify/event';
import type { Person } from '../../../domain/notify/person';
import { planned } from '../../../domain/notify/plan';
import { audiences, isOutside, usualRules, ways, type NotifyRules } from '../../../domain/notify/rule';

const rules: NotifyRules = {
  rules: usualRules,
  email: true,
  speaker: 'front',
  own: ['support@helpdesk.test'],
  collectSeconds: 0,
  stormSeconds: 0,
  executors: {},
  webhooks: [],
};
const ticket = { priority: 'normal', origin: 'email' } as const;
const person = (who: Person['who'], id: number, more: Partial<Person> = {}): Person => ({
  who,
  name: `${who} ${id}`,
  address: `${who}${id}@example.test`,
  language: 'ru',
  choices: {},
  ...(who === 'requester' || who === 'participants' ? { contactId: id } : { userId: id, login: `user${id}` }),
  ...more,
});
const anna = person('requester', 1);
const bob = person('participants', 2);
const olga = person('assignee', 3);
const boss = person('manager', 4);
const everybody = [anna, bob, olga, boss];
const happening = (more: Partial<Happening> = {}): Happening => ({
  event: 'comment',
  at: 0,
  doer: { name: 'Иван' },
  visibility: 'public',
  detail: {},
  ...more,
});
const mailed = (what: Happening, people = everybody, how = rules) =>
  planned(what, ticket, people, how)
    .filter(({ way, suppressed }) => way === 'email' && !suppressed)
    .map((plan) => plan.person.name);

describe('who is told', () => {
  it('a public comment goes to the requester, those who take part and the assignee', () =>
    expect(mailed(happening())).toEqual([anna.name, bob.name, olga.name]));

  it('nobody is told of his own deed, by whichever name he is known', () => {
    expect(mailed(happening({ doer: { name: 'x', contactId: 1 } }))).toEqual([bob.name, olga.name]);
    expect(mailed(happening({ doer: { name: 'x', email: 'Assignee3@Example.test' } }))).toEqual([
      anna.name,
      bob.name,
    ]);
    expect(mailed(happening({ event: 'assigned', doer: { name: 'x', userId: 3 } }))).toEqual([]);
  });

  it('but who asks for something is told that it was registered', () =>
    expect(mailed(happening({ event: 'registered', doer: { name: 'x', contactId: 1 } }))).toEqual([
      anna.name,
    ]));

  it('one person gets one mail, whatever he is to the ticket', () =>
    expect(mailed(happening(), [anna, person('participants', 1), bob])).toEqual([anna.name, bob.name]));

  it('who got the mail that says it, wants none, or cannot be reached gets none, and it is told why', () => {
    const people = [
      person('requester', 1, { choices: { comment: { email: false } } }),
      person('participants', 2),
      person('participants', 5, { badAddress: '5.1.1' }),
      person('participants', 6, { address: 'support+x@helpdesk.test' }),
      person('participants', 7, { address: 'no-reply@example.test' }),
    ];
    const plans = planned(happening({ have: ['participants2@example.test'] }), ticket, people, rules);
    expect(plans).toHaveLength(5);
    expect(plans.every(({ suppressed }) => typeof suppressed === 'string')).toBe(true);
  });

  it('where another system speaks to the requester his side gets nothing from us', () =>
    expect(mailed(happening(), everybody, { ...rules, speaker: 'helpdesk' })).toEqual([olga.name]));

  it('a robot is not confirmed', () =>
    expect(mailed(happening({ event: 'registered', unanswerable: 'a robot' }))).toEqual([]));

  it('conditions hold: managers hear of warnings from 90 percent on', () => {
    const warning = (share: number) => mailed(happening({ event: 'warning', visibility: 'internal', share }));
    expect(warning(50)).toEqual([]);
    expect(warning(75)).toEqual([olga.name]);
    expect(warning(90)).toEqual([olga.name, boss.name]);
  });
});

it('whatever rules and wishes say, nothing internal has a row for the requester’s side', () => {
  const choices = fc.dictionary(
    fc.constantFrom(...notifyEvents),
    fc.dictionary(fc.constantFrom(...ways), fc.boolean()),
  );
  const rule = fc.record({
    event: fc.constantFrom(...notifyEvents),
    to: fc.subarray([...audiences]),
    by: fc.subarray([...ways]),
    when: fc.constant({}),
  });
  const someone = fc
    .record({ who: fc.constantFrom(...audiences), id: fc.integer({ min: 1, max: 4 }), choices })
    .map(({ who, id, choices: wishes }) => person(who, id, { choices: wishes }));
  const what = fc.record({
    event: fc.constantFrom(...notifyEvents),
    visibility: fc.constantFrom('public' as const, 'internal' as const),
    target: fc.option(fc.constantFrom('manager', 'assignee', 'requester'), { nil: undefined }),
  });
  fc.assert(
    fc.property(what, fc.array(rule), fc.array(someone), ({ target, ...how }, rows, people) => {
      const h = happening({ ...how, ...(target ? { target } : {}) });
      for (const plan of planned(h, ticket, people, { ...rules, rules: rows })) {
        const outside = plan.person.who !== 'address' && isOutside(plan.person.who);
        expect(plan.outside).toBe(outside);
        if (outside) expect([h.visibility, isForStaffOnly(h.event)]).toEqual(['public', false]);
      }
    }),
  );
});
