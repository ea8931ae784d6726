import { createMailParser, type MailParser } from '../../../channels/mail/parser';
import { corpus } from '../../corpus/mail';

/** The same mails in every run; another seed by MAIL_FUZZ_SEED, more of them by MAIL_FUZZ_RUNS. */
const seed = Number(process.env.MAIL_FUZZ_SEED ?? 1042);
const runs = Number(process.env.MAIL_FUZZ_RUNS ?? 500);

let parser: MailParser;
beforeAll(() => {
  parser = createMailParser({ readSeconds: 20 });
});
afterAll(() => parser.close());

/** Mulberry32: small, and the same on every machine. */
const randomFrom = (start: number) => {
  let state = start >>> 0;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
};
type Random = ReturnType<typeof randomFrom>;

const mutations: readonly ((bytes: Buffer, random: Random, other: Buffer) => Buffer)[] = [
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let n = random(20) + 1; n > 0 && copy.length > 0; n--) copy[random(copy.length)] = random(256);
    return copy;
  },
  (bytes, random) => {
    const at = random(bytes.length + 1);
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(Array.from({ length: random(50) }, () => random(256))),
      bytes.subarray(at),
    ]);
  },
  (bytes, random, other) =>
    Buffer.concat([bytes.subarray(0, random(bytes.length + 1)), other.subarray(random(other.length + 1))]),
  (bytes, random) => {
    const lines = bytes.toString('latin1').split('\r\n');
    const at = random(lines.length);
    lines.splice(
      at,
      random(3),
      ...Array.from({ length: random(4) }, () => lines[random(lines.length)] ?? ''),
    );
    return Buffer.from(lines.join('\r\n'), 'latin1');
  },
  (bytes) => Buffer.from(bytes.toString('latin1').replace(/boundary=/gi, 'boundary*0*='), 'latin1'),
  (bytes) => Buffer.from(bytes.toString('latin1').replace(/\r\n/g, '\n'), 'latin1'),
];

it(`reads or refuses ${runs} broken mails in words, and nothing that a database or a page cannot hold comes out`, async () => {
  const random = randomFrom(seed);
  const sources = Object.values(corpus)
    .flatMap((cases) => cases.map(({ raw }) => raw))
    .filter((raw) => raw.length > 0 && raw.length < 20_000);
  const refused: string[] = [];
  for (let n = 0; n < runs; n++) {
    const pick = () => sources[random(sources.length)]!;
    const mutate = mutations[random(mutations.length)]!;
    const reading = await parser.read(mutate(pick(), random, pick()));
    if (reading.is === 'unreadable') refused.push(reading.because);
    else {
      const { html = '', ...rest } = reading.mail;
      const said = JSON.stringify({ ...rest, files: rest.files.map(({ filename }) => filename) });
      expect(said).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      expect(html).not.toMatch(/<script|\son\w+=|javascript:|\0/i);
    }
  }
  for (const because of refused) expect(because).toMatch(/^EMAXLEN/);
}, 120_000);
