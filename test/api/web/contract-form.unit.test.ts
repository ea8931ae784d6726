import { contractBody } from '../../../api/web/contracts/contract-form';
import { escalationFields } from '../../../api/web/contracts/escalation-rows';
import { minutesOf, minutesText } from '../../../api/web/minutes-text';

const filled = {
  number: ' К-1 ',
  organisation: '3',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  calendar: '2',
  'services.7': 'on',
  'services.9': 'on',
  'pauseOn.waiting_customer': 'on',
  'reactionBy.comment': 'on',
  warnAt: '50; 90 %',
  noticeDays: '90, 14',
  onChange: 'restart',
  'targets[0].priority': 'urgent',
  'targets[0].service': '7',
  'targets[0].reaction': '15',
  'targets[0].resolution': '4 ч',
  'targets[1].priority': 'high',
  'targets[2].priority': 'low',
  'targets[2].reaction': '1:30',
  'targets[2].resolution': '2h 15m',
};

describe('the form of a contract', () => {
  test('reads what a person typed as the body of the call, empty rows left out', () => {
    const { body, faults } = contractBody(filled);
    expect(faults).toEqual([]);
    expect(body).toEqual({
      number: 'К-1',
      organisation: '3',
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      calendar: '2',
      services: ['7', '9'],
      pauseOn: ['waiting_customer'],
      reactionBy: ['comment'],
      warnAt: [50, 90],
      noticeDays: [90, 14],
      onChange: 'restart',
      escalations: [],
      entitlement: null,
      targets: [
        { priority: 'urgent', service: '7', reactionMinutes: 15, resolutionMinutes: 240 },
        { priority: 'low', reactionMinutes: 90, resolutionMinutes: 135 },
      ],
    });
  });

  test('names the row that a person sees, not the one that the call counts', () => {
    const { place } = contractBody(filled);
    const at = (field: string) => place({ field, message: 'x' }).field;
    expect(at('targets[1].reactionMinutes')).toBe('targets[2].reaction');
    expect(at('targets[1]')).toBe('targets[2].priority');
    expect([at('warnAt[1]'), at('services[0]'), at('endsOn')]).toEqual(['warnAt', 'services', 'endsOn']);
  });

  test('says of every text that is no time or number where it stands', () => {
    const { faults } = contractBody({
      ...filled,
      warnAt: '50, много',
      'targets[0].reaction': 'скоро',
      'targets[2].resolution': '',
      'entitlement.hours': 'x',
      'escalations[0].count': '30',
    });
    expect(faults.map(({ field }) => field).sort()).toEqual([
      'entitlement.hours',
      'escalations[0].value',
      'targets[0].reaction',
      'targets[2].resolution',
      'warnAt',
    ]);
  });

  test('shows escalation levels as it reads them, those of an unknown kind too', () => {
    const escalations = [
      { at: 'resolution-30m', do: [{ notify: 'manager' }, { raisePriority: true }] },
      { at: 'reaction+2h', do: [{ fax: '123' }] },
    ];
    expect(contractBody(escalationFields(escalations)).body.escalations).toEqual(escalations);
  });
});

describe('business minutes in words', () => {
  test.each([
    ['90', 90],
    ['4ч', 240],
    ['4 h', 240],
    ['1h 30m', 90],
    ['1 ч 30 мин', 90],
    ['1:30', 90],
    ['', undefined],
    ['завтра', undefined],
    ['1.5', undefined],
  ])('“%s” is %s', (text, minutes) => expect(minutesOf(text)).toBe(minutes));

  test('are read again as they are shown', () => {
    for (const minutes of [1, 59, 60, 61, 480, 10_000])
      for (const language of ['ru', 'en'] as const)
        expect(minutesOf(minutesText(minutes, language))).toBe(minutes);
  });
});
