import { isSealed, sealedAddress } from '../../api/mail/image-seal';

const [key, older, foreign] = ['new', 'old', 'foreign'].map((text) => Buffer.from(text));
const now = 1_800_000_000_000;
const image = { mail: 7, file: 3 };
const partsOf = (address: string) => {
  const query = new URL(address, 'http://sagadesk.test').searchParams;
  return { until: query.get('until') ?? '', seal: query.get('seal') ?? '' };
};
const made = partsOf(sealedAddress([key!], image, now));

it('an address that we sealed holds for a while, and with the key before the newest as well', () => {
  expect(isSealed([key!], image, made, now)).toBe(true);
  expect(isSealed([older!, key!], image, made, now + 15 * 60_000)).toBe(true);
});

it.each([
  ['after its time', image, made, now + 15 * 60_000 + 1],
  ['for another picture', { mail: 7, file: 4 }, made, now],
  ['for another mail', { mail: 8, file: 3 }, made, now],
  ['with more time', image, { ...made, until: String(now + 10 ** 9) }, now],
  ['with no time', image, { ...made, until: '' }, now],
  ['with a time that is none', image, { ...made, until: '9e99' }, now],
  ['without a seal', image, { ...made, seal: '' }, now],
])('%s it does not hold', (_, of, parts, at) => {
  expect(isSealed([key!], of, parts, at)).toBe(false);
});

it('under a foreign key it does not hold', () => {
  expect(isSealed([foreign!], image, made, now)).toBe(false);
});
