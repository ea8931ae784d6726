import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebhookActivities } from '../../activities/sla/call-webhook';
import { lookAtClocks } from '../../store/sla/look-at-clocks';
import { claimWebhooks } from '../../store/sla/webhooks';
import { anAgreement } from '../store/agreement';
import { openHouse, type House } from '../store/house';

const secret = 'a secret of the escalations';

describe('an escalation level that calls another program', () => {
  let house: House;
  let server: Server;
  let origin: string;
  let answer = 204;
  const received: { headers: IncomingMessage['headers']; body: string }[] = [];
  beforeAll(async () => {
    house = await openHouse();
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      received.push({ headers: request.headers, body });
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end('ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await house?.close();
    server?.close();
  });
  beforeEach(() => void (received.length = 0));

  const activities = () =>
    createWebhookActivities({ db: house.db, slaWebhooks: { allow: [origin], secret } });
  /** A ticket whose reaction has been missed, and the call that its contract asks for. */
  const breached = async (url: unknown) => {
    const { requesterId } = await anAgreement(house, {
      escalations: [{ at: 'reaction+0m', do: [{ webhook: url }] }],
    });
    const { id, number } = await house.register({ requesterId });
    await house.rows(`update sla_facts set at = at - interval '61 minutes' where ticket_id = $1`, [id]);
    await house.rows('update tickets set sla_next_at = now() where id = $1', [id]);
    await house.tx((tx) => lookAtClocks(tx, id, house.rules));
    return { number, action: (await claimWebhooks(house.db, 100)).at(-1)! };
  };
  const outcome = async (action: number) =>
    (await house.rows('select state, because, attempts from sla_actions where id = $1', [action]))[0];

  it('is heard once, signed, with what happened to which ticket; the answer is kept', async () => {
    answer = 204;
    const { number, action } = await breached(`${origin}/sla?from=us`);
    await activities().callWebhook({ id: action });
    await activities().callWebhook({ id: action });
    expect(received).toHaveLength(1);
    const [{ headers, body }] = received as [(typeof received)[number]];
    const signed = `${String(headers['x-sagadesk-timestamp'])}.${body}`;
    expect(headers['x-sagadesk-signature']).toBe(
      `sha256=${createHmac('sha256', secret).update(signed).digest('hex')}`,
    );
    expect(JSON.parse(body)).toMatchObject({ ticket: number, clock: 'reaction', level: 'reaction+0m' });
    expect(await outcome(action)).toEqual({ state: 'done', because: 'answered 204', attempts: 1 });
    expect(await claimWebhooks(house.db, 100)).toEqual([]);
  });

  it('is repeated while there is no answer, and not when it was refused or sent elsewhere', async () => {
    const { action } = await breached(`${origin}/sla`);
    answer = 503;
    await expect(activities().callWebhook({ id: action })).rejects.toThrow('answered 503');
    expect(await outcome(action)).toMatchObject({ state: 'open', attempts: 1 });
    answer = 302;
    await activities().callWebhook({ id: action });
    expect(await outcome(action)).toMatchObject({ state: 'failed', attempts: 2 });
    expect(received).toHaveLength(2);
  });

  it.each([
    ['a host that the configuration does not name', 'http://169.254.169.254/latest', 'may not be called'],
    ['a port that it does not name', 'http://127.0.0.1:1/', 'may not be called'],
    ['an address with a password', 'http://a:b@127.0.0.1/', 'no address'],
    ['no address', 'file:///etc/passwd', 'may not be called'],
  ])('calls nobody at %s', async (_, url, because) => {
    const { action } = await breached(url);
    await activities().callWebhook({ id: action });
    expect(received).toEqual([]);
    expect(await outcome(action)).toMatchObject({
      state: 'failed',
      because: expect.stringContaining(because),
    });
  });
});
