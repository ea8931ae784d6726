import type { ClockView } from '../../../domain/sla/clock-view';
import { partiesShown, shownOf } from '../../../domain/sla/shown';

const clock = (more: Partial<ClockView>): ClockView => ({
  state: 'running',
  businessMinutesUsed: 0,
  businessMinutesTarget: 60,
  counts: true,
  ...more,
});
const due = Date.parse('2026-11-23T15:00:30Z');
const moscow = { number: 'Д-7', timeZone: 'Europe/Moscow' };

describe('what records show of a contract', () => {
  it('is its number, and both deadlines by its own clock', () => {
    expect(shownOf(moscow, { reaction: clock({ due, state: 'met' }), resolution: clock({ due }) })).toEqual({
      contract: 'Д-7',
      reaction: '2026-11-23 18:00 Europe/Moscow',
      resolution: '2026-11-23 18:00 Europe/Moscow',
    });
  });

  it('says paused while it is paused, whatever the deadline would be', () => {
    const later = shownOf(moscow, { resolution: clock({ state: 'paused', due: due + 60_000 }) });
    expect(later).toEqual({ contract: 'Д-7', reaction: '', resolution: 'paused' });
  });

  it('is the service, the organisation and who asked, each in one short line', () => {
    const contact = { name: 'Анна', email: 'anna@example.test', phones: ['+74951234567'] };
    expect(partiesShown({ service: 'Сеть', organisation: 'Ромашка', contact })).toEqual({
      service: 'Сеть',
      organisation: 'Ромашка',
      contact: 'Анна, anna@example.test, +74951234567',
    });
    const nobody = { name: 'А'.repeat(300), email: null, phones: [] };
    const short = partiesShown({ service: null, organisation: null, contact: nobody });
    expect([short.service, short.organisation, short.contact?.length]).toEqual(['', '', 200]);
  });

  it('is nothing once no contract covers the ticket any more', () => {
    const gone = { contract: '', reaction: '', resolution: '' };
    expect(shownOf(null, { resolution: clock({ due }) })).toEqual(gone);
  });
});
