import { didYouMean } from '../../../platform/config/did-you-mean';

const known = ['externalKeyField', 'pollSeconds', 'url', 'token', 'waiting_customer', 'waiting_supplier'];

describe('the word that was meant', () => {
  it.each([
    ['external_key_field', 'externalKeyField'],
    ['PollSeconds', 'pollSeconds'],
    ['tokn', 'token'],
    ['ur', 'url'],
    ['waitingCustomer', 'waiting_customer'],
    ['waiting_suplier', 'waiting_supplier'],
  ])('of %s is %s', (word, meant) => expect(didYouMean(word, known)).toBe(meant));

  it('is nothing when no known word is near', () => {
    expect(didYouMean('zebra', known)).toBeUndefined();
    expect(didYouMean('', known)).toBeUndefined();
  });
});
