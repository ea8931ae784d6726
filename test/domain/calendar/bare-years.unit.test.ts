import { bareYears } from '../../../domain/calendar/bare-years';
import { onWeekdays } from './calendars';

describe('the years without holidays', () => {
  const day = (date: string) => ({ date, name: '' });
  const office = onWeekdays('Europe/Moscow', [['09:00', '18:00']], {
    holidays: [day('2026-01-01')],
    exceptions: [{ ...day('2029-05-02'), hours: [] }],
  });
  const bare = (now: string, lastDay: string, calendar = office) =>
    bareYears(calendar, Date.parse(now), lastDay);

  it('are this one, and the next one when it comes near, if nothing is entered for them', () => {
    expect(bare('2026-06-01T00:00:00Z', '2099-12-31')).toEqual([]);
    expect(bare('2026-10-15T00:00:00Z', '2099-12-31')).toEqual([2027]);
    expect(bare('2027-10-15T00:00:00Z', '2099-12-31')).toEqual([2027, 2028]);
    expect(bare('2028-10-15T00:00:00Z', '2099-12-31')).toEqual([2028]);
  });

  it('go by the calendar’s zone', () => {
    expect(bare('2026-12-31T22:00:00Z', '2099-12-31')).toEqual([2027]);
  });

  it('are not told of a time in which the contract is over', () => {
    expect(bare('2026-10-15T00:00:00Z', '2026-12-31')).toEqual([]);
  });

  it('are none of a calendar that keeps no holidays at all', () => {
    const always = onWeekdays('UTC', [['00:00', '24:00']]);
    expect(bare('2026-10-15T00:00:00Z', '2099-12-31', always)).toEqual([]);
  });
});
