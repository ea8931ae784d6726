import type { Finding } from '../../connectors/port';
import { findingsOf } from '../../workers/doctor-checks';
import { wordsFor } from '../../workers/doctor-words';

const words = wordsFor({ LANG: 'en' });
const scrips: Finding = {
  level: 'warning',
  key: 'speaksToRequester',
  message: 'may mail, too',
  advice: 'disable',
};
const queue: Finding = { level: 'fault', key: 'queue', message: 'is missing', advice: 'make it' };

describe('the doctor on who speaks to the requester', () => {
  it('warns of a system that would speak beside the one that does', () => {
    expect(findingsOf([scrips, queue], false, words)).toEqual([scrips, queue]);
  });

  it('is content with the system that is to speak, and tells everything else of it', () => {
    expect(findingsOf([scrips, queue], true, words)).toEqual([
      { level: 'ok', key: 'speaksToRequester', message: 'it mails the requesters, and the front does not' },
      queue,
    ]);
  });
});
