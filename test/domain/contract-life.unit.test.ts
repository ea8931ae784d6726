import {
  contractMoments,
  contractStateAt,
  momentsToTell,
  nextContractMoment,
  type ContractMoment,
} from '../../domain/contract-life';

const year = {
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  noticeDays: [7, 60, 30],
  timeZone: 'Europe/Moscow',
};
const moments = contractMoments(year);
const at = (text: string) => Date.parse(text);
const told = (found: readonly ContractMoment[]) => found.map(({ what, days }) => `${what}${days || ''}`);

describe('the life of a contract', () => {
  it('goes by days in its own zone: it begins, warns and ends at midnight there', () => {
    expect(moments.map((one) => `${new Date(one.at).toISOString()} ${told([one])[0]}`)).toEqual([
      '2025-12-31T21:00:00.000Z active',
      '2026-10-31T21:00:00.000Z ending60',
      '2026-11-30T21:00:00.000Z ending30',
      '2026-12-23T21:00:00.000Z ending7',
      '2026-12-31T21:00:00.000Z ended',
    ]);
  });

  it('is upcoming, active and ended, and says what is next', () => {
    expect(contractStateAt(moments, at('2025-12-31T20:59:59Z'))).toBe('upcoming');
    expect(contractStateAt(moments, at('2025-12-31T21:00:00Z'))).toBe('active');
    expect(contractStateAt(moments, at('2026-12-31T21:00:00Z'))).toBe('ended');
    expect(nextContractMoment(moments, at('2026-11-15T00:00:00Z'))).toMatchObject({
      what: 'ending',
      days: 30,
    });
    expect(nextContractMoment(moments, at('2027-01-01T00:00:00Z'))).toBeUndefined();
  });

  it('tells of the warnings that were missed the last one only, and none once it has ended', () => {
    expect(told(momentsToTell(moments, [], at('2026-12-25T00:00:00Z')))).toEqual(['active', 'ending7']);
    expect(told(momentsToTell(moments, [], at('2027-01-01T00:00:00Z')))).toEqual(['active', 'ended']);
    const before = [moments[0]!, moments[2]!];
    expect(momentsToTell(moments, before, at('2026-12-10T00:00:00Z'))).toEqual([]);
  });

  it('warns anew of a new end, and not of days before it began', () => {
    const renewed = contractMoments({ ...year, endsOn: '2027-12-31' });
    expect(told(momentsToTell(renewed, moments, at('2027-12-01T23:00:00Z')))).toEqual(['ending30']);
    const short = contractMoments({ ...year, endsOn: '2026-01-20' });
    expect(told(short)).toEqual(['active', 'ending7', 'ended']);
  });
});
