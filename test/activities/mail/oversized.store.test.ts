import { sendNext } from '../../../activities/notify/send-bundle';
import type { OutgoingMail } from '../../../channels/mail/outgoing-mail';
import { createMailParser } from '../../../channels/mail/parser';
import { usualNotify } from '../../../connectors/configuration-notify';
import { usualLimits } from '../../../domain/mail/mailbox';
import { reprocessMail } from '../../../store/mail/reprocess';
import { multipart, plain } from '../../corpus/mail/case';
import { rules } from '../../domain/rules';
import { openPost, type Post } from './post';

const notify = {
  ...usualNotify,
  webhooks: [],
  email: true,
  speaker: 'front',
  own: ['support@helpdesk.test', 'sales@helpdesk.test'],
};
const sent: OutgoingMail[] = [];
let post: Post;
beforeAll(async () => {
  const parser = createMailParser({ readSeconds: 20 });
  const more = {
    trustedAuthentication: 'mx.helpdesk.test',
    limits: { ...usualLimits, readBytes: 2 ** 20 },
  };
  post = await openPost(more, {}, parser, { ...rules, notify });
  const postman = { send: async (mail: OutgoingMail) => void sent.push(mail) };
  Object.assign(post.mail, { outgoing: { company: 'Ромашка', postman } });
  Object.assign(post.deps, { publicUrl: 'http://desk.test' });
});
afterAll(() => post?.close());

const large = 'x'.repeat(2 ** 20 + 1);
let count = 0;
const letter = (headers: Record<string, string> = {}) =>
  plain(large, { 'Message-ID': `<${(count += 1)}@big.test>`, From: `Анна <a${count}@big.test>`, ...headers });
/** Sends what waits; answers the mails that left now. */
const leaving = async (): Promise<readonly OutgoingMail[]> => {
  const before = sent.length;
  while ((await sendNext(post.deps)) === 'done');
  return sent.slice(before);
};
const told = (id: number) =>
  post.house.rows<{ state: string; because: string | null }>(
    'select state, because from notifications where mail_id = $1',
    [id],
  );

describe('a mail that is too large to be read', () => {
  it('is told to its sender: in its thread, in his language, as something that no program answers', async () => {
    const mail = await post.deliver(
      letter({ Subject: 'Большие фотографии принтера', 'Message-ID': '<photos@big.test>' }),
    );
    expect(mail).toMatchObject({
      state: 'quarantined',
      because: expect.stringMatching(/^oversized: 1\.0 MB/),
    });
    expect(await leaving()).toMatchObject([
      {
        to: { name: 'Анна', address: expect.stringContaining('@big.test') },
        from: { address: 'support@helpdesk.test' },
        subject: 'Re: Большие фотографии принтера',
        inReplyTo: 'photos@big.test',
        references: ['photos@big.test'],
        automatic: 'auto-replied',
        loopMark: expect.stringMatching(/./),
        text: expect.stringMatching(/«Большие фотографии принтера» слишком велико: 1\.0 МБ/),
      },
    ]);
  });

  it('shows whose it is and what it is about', async () => {
    const { id } = await post.deliver(letter({ From: 'Bob <bob@big.test>', Subject: 'Many pictures of it' }));
    expect(
      await post.house.rows('select from_name, from_address, subject from mails where id = $1', [id]),
    ).toEqual([{ from_name: 'Bob', from_address: 'bob@big.test', subject: 'Many pictures of it' }]);
    expect((await leaving())[0]!.text).toContain('is too large: 1.0 MB, and we can read at most 1.0 MB');
  });

  it('is told once, however often it is read again and into how many mailboxes it came', async () => {
    const raw = letter();
    const { id } = await post.deliver(raw);
    await post.house.tx((tx) => reprocessMail(tx, id, undefined));
    await post.read();
    await post.deliver(raw, { mailbox: 'sales' });
    expect(await leaving()).toHaveLength(1);
  });

  it.each([
    ['an automatic mail', { 'Auto-Submitted': 'auto-generated' }, /RFC 3834/],
    ['an automatic answer', { 'Auto-Submitted': 'auto-replied' }, /RFC 3834/],
    ['a mailing list', { 'List-Id': '<all.big.test>' }, /RFC 3834/],
    ['nobody who reads it', { From: 'noreply@big.test' }, /RFC 3834|nobody reads/],
    ['an address of our own', { From: 'sales@helpdesk.test' }, /our own/],
    ['a forged sender', { 'Authentication-Results': 'mx.helpdesk.test; dmarc=fail' }, /forged/],
  ])('of %s is answered with silence', async (_, headers, because) => {
    const { id, state } = await post.deliver(letter(headers));
    expect(state).toBe('quarantined');
    expect(await told(id)).toEqual([{ state: 'suppressed', because: expect.stringMatching(because) }]);
    expect(await leaving()).toEqual([]);
  });

  it('of ours that came back, or a delivery report, is no reason to write anything down', async () => {
    const own = await post.deliver(letter({ 'X-Sagadesk-Loop': post.mail.signatures.loopMark() }));
    const report = await post.deliver(
      letter({ 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x' }),
    );
    expect([await told(own.id), await told(report.id), await leaving()]).toEqual([[], [], []]);
  });

  it('is told to one sender five times in ten minutes: a robot without any sign ends there', async () => {
    const ids: number[] = [];
    for (let n = 0; n < 6; n++) ids.push((await post.deliver(letter({ From: 'robot@big.test' }))).id);
    expect(await leaving()).toHaveLength(5);
    expect(await told(ids.at(-1)!)).toMatchObject([
      { state: 'suppressed', because: 'too many automatic answers to this address already' },
    ]);
  });

  describe('and whose answer comes back', () => {
    const report = (to: string, recipient: string) =>
      multipart(
        'report; report-type=delivery-status',
        [
          {
            headers: { 'Content-Type': 'message/delivery-status' },
            body: `Reporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; ${recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n`,
          },
        ],
        {
          From: 'mailer-daemon@mx.test',
          To: to,
          'Return-Path': '<>',
          'Message-ID': `<${(count += 1)}@mx.test>`,
        },
      );
    const badAddress = (address: string) =>
      post.house.rows('select status from bad_addresses where address = $1', [address]);
    const problems = (address: string) =>
      post.house.rows<{ message: string }>(
        `select message from problems where kind = 'mail-answer-bounced' and value = $1 and state = 'open'`,
        [address],
      );

    it('marks the address, is told at his mail, and is for a person: he does not know', async () => {
      const { id } = await post.deliver(letter({ From: 'Зоя <zoya@big.test>' }));
      const [answer] = await leaving();
      const bounce = await post.deliver(report(answer!.returnPath, 'zoya@big.test'));
      expect(bounce).toMatchObject({ state: 'ignored', because: expect.stringContaining('zoya@big.test') });
      expect(await told(id)).toEqual([{ state: 'bounced', because: 'zoya@big.test 5.1.1' }]);
      expect(await badAddress('zoya@big.test')).toEqual([{ status: '5.1.1' }]);
      expect(await problems('zoya@big.test')).toEqual([
        { message: expect.stringContaining(`cannot read his mail ${id}`) },
      ]);
    });

    it('is not believed without our signature', async () => {
      const { id } = await post.deliver(letter({ From: 'lev@big.test' }));
      const [answer] = await leaving();
      const forged = answer!.returnPath.replace(/\.[a-z2-7]{16}@/, '.aaaaaaaaaaaaaaaa@');
      expect(forged).not.toBe(answer!.returnPath);
      const bounce = await post.deliver(report(forged, 'lev@big.test'));
      expect(bounce.because).toMatch(/no mail that we know of/);
      expect(await told(id)).toMatchObject([{ state: 'sent' }]);
      expect([await badAddress('lev@big.test'), await problems('lev@big.test')]).toEqual([[], []]);
    });
  });

  it('without a readable head is kept all the same', async () => {
    expect(await post.deliver(Buffer.alloc(2 ** 20 + 1, 0xff))).toMatchObject({ state: 'quarantined' });
  });
});
