import { chanceOf } from '../traffic/random';

/** One mail of a run, known by its Message-ID and a text that no other mail has. */
export type PlannedMail = {
  readonly messageId: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
} & (
  | { readonly becomes: 'ticket' | 'quarantined' }
  /** It answers this earlier mail. */
  | { readonly becomes: 'comment'; readonly answers: string }
);

/**
 * What a run sends: mostly new requests, in between answers to requests of the first `known` mails and, one in thirty, a mail
 * without a sender. The same seed, the same mails.
 */
export const plannedMails = (seed: number, count: number, known: number): readonly PlannedMail[] => {
  const chance = chanceOf(seed);
  const first = Array.from({ length: Math.min(known, count) }, (_, n) => request(seed, n));
  const rest = Array.from({ length: count - first.length }, (_, k): PlannedMail => {
    const n = first.length + k;
    const share = chance.next();
    if (share < 1 / 30) return { ...request(seed, n), becomes: 'quarantined' };
    if (share > 1 / 5) return request(seed, n);
    const { messageId, from, subject } = chance.pick(first);
    return { ...request(seed, n), from, subject: `Re: ${subject}`, becomes: 'comment', answers: messageId };
  });
  return [...first, ...rest];
};

const request = (seed: number, n: number): PlannedMail & { readonly becomes: 'ticket' } => ({
  messageId: `soak.${seed}.${n}@example.test`,
  from: `person${n}@example.test`,
  subject: `Mail ${n}`,
  text: `Text ${n} of ${seed}.`,
  becomes: 'ticket',
});

/** As it goes over the wire. */
export const rawMail = (mail: PlannedMail, to: string): string =>
  [
    ...(mail.becomes === 'quarantined' ? [] : [`From: <${mail.from}>`]),
    `To: <${to}>`,
    `Subject: ${mail.subject}`,
    `Message-ID: <${mail.messageId}>`,
    ...(mail.becomes === 'comment' ? [`In-Reply-To: <${mail.answers}>`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    mail.text,
    '',
  ].join('\r\n');
