import type { Because } from '../../../domain/sla/because';
import type { NotCovered } from '../../../domain/sla/cover';
import { becauseText } from '../../../api/web/sla/because-text';
import { notCoveredText } from '../../../api/web/sla/not-covered-text';
import { textsOf } from '../../../api/web/texts/index';
import type { Visitor } from '../../../api/web/visitor';
import type { Language } from '../../../store/contacts';

const visitor = (language: Language): Visitor => ({
  language,
  texts: textsOf(language),
  principal: null,
  userId: null,
  csrf: '',
});
const at = Date.parse('2026-11-23T11:30:00Z');
const names = {
  service: { 3: 'Сеть' },
  contract: { 7: 'К-7' },
  requester: { 8: 'Анна', 9: 'Борис' },
  organisation: { 1: 'Ромашка' },
  person: { 5: 'Ольга' },
};
const said = (because: Because, language: Language): string =>
  becauseText(because, { visitor: visitor(language), timeZone: 'Europe/Moscow', names });

/** Every kind there is: the compiler asks for the missing ones. */
const everyKind: { readonly [K in Because['kind']]: Extract<Because, { kind: K }> } = {
  registered: { kind: 'registered' },
  'call-answered': { kind: 'call-answered' },
  'public-answer': { kind: 'public-answer' },
  'requester-wrote': { kind: 'requester-wrote' },
  status: { kind: 'status', status: 'waiting_customer', by: 'staff' },
  'task-status': { kind: 'task-status', system: 'executors', status: 'resolved' },
  assigned: { kind: 'assigned', system: 'front', to: '5' },
  merged: { kind: 'merged', into: 'SD-7' },
  terms: { kind: 'terms', cause: { what: 'service', to: '3' } },
  uncovered: { kind: 'uncovered', why: { kind: 'ended', endsOn: '2026-10-31' } },
  'due-set': { kind: 'due-set', due: at },
  share: { kind: 'share', percent: 75 },
  escalation: { kind: 'escalation', level: 'resolution-30m' },
  'time-is-up': { kind: 'time-is-up', minutes: 240 },
  'hand-set-time-is-up': { kind: 'hand-set-time-is-up' },
  'late-fact': {
    kind: 'late-fact',
    event: 'breached',
    at,
    late: { because: { kind: 'public-answer' }, at, origin: 'helpdesk' },
  },
  confirmed: { kind: 'confirmed', at },
};

describe('why something stands in the ledger', () => {
  test.each([
    ['status', 'статус «Ждём заявителя» (сотрудник)', 'status “Waiting for requester” (by staff)'],
    ['assigned', 'в Фронт поручено: Ольга', 'assigned to Ольга in Front'],
    [
      'terms',
      'услуга: — → Сеть; прошедшее время и паузы сохранены',
      'service — → Сеть; elapsed time and pauses are kept',
    ],
    [
      'uncovered',
      'договор больше не покрывает: договор закончился 31 окт. 2026 г.',
      'no longer covered: the contract ended on 31 Oct 2026',
    ],
    ['share', 'прошло 75 % времени', '75 % of the time has passed'],
    ['escalation', '30 мин до срока (Решение)', '30 min before it is due (Resolution)'],
    ['time-is-up', 'истекли 4 ч рабочего времени', '4 h of business time are over'],
    [
      'late-fact',
      'запись «Срок нарушен» от пн, 23 нояб., 14:30 больше не верна: сотрудник ответил заявителю, пн, 23 нояб., 14:30, helpdesk; узнали позже',
      '“Breached” of Mon 23 Nov, 14:30 does not hold: staff answered the requester, Mon 23 Nov, 14:30, helpdesk, heard of only afterwards',
    ],
  ] as const)('%s is said by the contract’s clocks in both languages', (kind, ru, en) => {
    jest.useFakeTimers({ now: at });
    expect([said(everyKind[kind], 'ru'), said(everyKind[kind], 'en')]).toEqual([ru, en]);
    jest.useRealTimers();
  });

  test('everything has a wording of its own, and the Russian one no English in it', () => {
    const all = Object.values(everyKind);
    for (const language of ['ru', 'en'] as const) {
      const words = all.map((because) => said(because, language));
      expect(new Set(words).size).toBe(all.length);
      expect(words.filter((word) => /undefined|NaN|\[object/.test(word))).toEqual([]);
    }
    expect(all.map((because) => said(because, 'ru')).filter((word) => !/[а-яё]{3}/i.test(word))).toEqual([]);
  });

  test('another requester, and another organisation of his, are told by name', () => {
    expect(said({ kind: 'terms', cause: { what: 'requester', from: '8', to: '9' } }, 'ru')).toBe(
      'заявитель: Анна → Борис; прошедшее время и паузы сохранены',
    );
    expect(said({ kind: 'terms', cause: { what: 'organisation', to: '1' } }, 'en')).toBe(
      'the requester’s organisation — → Ромашка; elapsed time and pauses are kept',
    );
  });

  test('an internal clock and a level of no known shape are told as they are written', () => {
    expect(said({ kind: 'escalation', level: 'executor+2h' }, 'ru')).toContain('(executor)');
    expect(said({ kind: 'escalation', level: 'odd' }, 'ru')).toBe('odd');
  });
});

const everyWhy: { readonly [K in NotCovered['kind']]: Extract<NotCovered, { kind: K }> } = {
  'no-contract': { kind: 'no-contract' },
  'not-started': { kind: 'not-started', startsOn: '2027-01-01' },
  ended: { kind: 'ended', endsOn: '2026-01-01' },
  'service-not-named': { kind: 'service-not-named' },
  'no-target': { kind: 'no-target', priority: 'low' },
  'never-open': { kind: 'never-open' },
  'entitlement-used-up': { kind: 'entitlement-used-up', what: 'hours', limit: 10, until: at },
};

test('why nothing is covered is said in both languages', () => {
  for (const language of ['ru', 'en'] as const) {
    const words = Object.values(everyWhy).map((why) =>
      notCoveredText(why, visitor(language), 'Europe/Moscow'),
    );
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => /undefined/.test(word))).toEqual([]);
  }
  expect(notCoveredText(everyWhy['no-target'], visitor('ru'), 'UTC')).toBe(
    'в договоре нет нормы для приоритета «Низкий»',
  );
});
