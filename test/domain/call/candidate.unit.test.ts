import { certain, rank, type Candidate, type CandidateReason } from '../../../domain/call/candidate';

const one = (contact: string, because: CandidateReason): Candidate => ({ contact, because, name: contact });

it('everybody stands once, by his best reason, the best reasons first', () => {
  expect(
    rank([one('3', 'ticket'), one('2', 'organisation'), one('2', 'otherNumber'), one('1', 'number')]),
  ).toEqual([one('1', 'number'), one('2', 'otherNumber'), one('3', 'ticket')]);
});

it('nobody is asked when one person has the number; two who share it, or a guess, are for a person to decide', () => {
  expect(certain([one('1', 'number'), one('2', 'ticket')])?.contact).toBe('1');
  expect(certain([one('1', 'number'), one('2', 'otherNumber')])).toBeUndefined();
  expect(certain([one('1', 'ticket')])).toBeUndefined();
  expect(certain([])).toBeUndefined();
});
