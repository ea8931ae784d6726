import { readNotify } from '../../connectors/configuration-notify';
import { usualRules } from '../../domain/notify/rule';
import { section } from './section';

const { read, faultsOf } = section(readNotify);

describe('the notifications section', () => {
  it('may be missing, or say nothing of rules: the usual ones hold', () => {
    expect(read('company: x')).toBeUndefined();
    expect(read('notifications: {collectSeconds: 5}')).toMatchObject({
      rules: usualRules,
      collectSeconds: 5,
    });
  });

  it('takes the place of the usual rules only for the events that it names', () => {
    const rules = read(`notifications:
  rules:
    - {event: closed, to: requester, by: []}
    - {event: breach, to: [manager, group], by: email, when: {priority: urgent}}
`)!.rules;
    expect(rules.filter(({ event }) => event === 'closed' || event === 'breach')).toEqual([
      { event: 'closed', to: ['requester'], by: [], when: {} },
      { event: 'breach', to: ['manager', 'group'], by: ['email'], when: { priority: ['urgent'] } },
    ]);
    expect(rules.filter(({ event }) => event === 'comment')).toHaveLength(2);
  });

  it('is told its faults line by line', () =>
    expect(
      faultsOf(`systems: {executors: {}}
notifications:
  rules:
    - {event: solved, to: requester, by: email}
    - {event: breach, to: requester, by: email}
    - {event: comment, to: boss, by: email, when: {prio: high}}
  executors: {builders: it@example.test}
  collectSeconds: soon
`),
    ).toEqual([
      expect.stringMatching(/^4 notifications.rules\[0\].event: expected one of registered/),
      expect.stringMatching(/^5 notifications.rules\[1\].to: breach is for staff/),
      expect.stringMatching(/^6 notifications.rules\[2\]/),
      expect.stringMatching(/^6 notifications.rules\[2\]/),
      expect.stringMatching(/^7 notifications.executors.builders: expected the name of a system/),
      expect.stringMatching(/^8 notifications.collectSeconds: expected a number of seconds/),
    ]));
});
