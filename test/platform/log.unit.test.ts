import { createLogger, logAbout } from '../../platform/log';
import { secretsIn, withoutSecrets } from '../../platform/secrets';

const recorded = (secrets: readonly string[] = []) => {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', secrets, destination: { write: (line) => lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
};

describe('a line of the log', () => {
  it('is JSON with the level as a word and the time in UTC', () => {
    const { log, last } = recorded();
    log.info({ count: 1 }, 'hello');
    expect(last()).toMatchObject({ level: 'info', count: 1, msg: 'hello' });
    expect(String(last().time)).toMatch(/Z$/);
  });

  it('says what it is about', () => {
    const { log, last } = recorded();
    logAbout(logAbout(log, { ticket: 'SD-1042' }), { system: 'helpdesk', change: 7 }).warn('late');
    expect(last()).toMatchObject({ ticket: 'SD-1042', system: 'helpdesk', change: 7 });
  });

  it('holds no secret under a secret name, at any depth', () => {
    const { log, lines } = recorded();
    log.info(
      { headers: { Authorization: 'Bearer hunter2', accept: '*/*' }, list: [{ apiKey: 'hunter2' }] },
      'x',
    );
    expect(lines.join()).not.toContain('hunter2');
    expect(lines.join()).toContain('*/*');
  });

  it('holds no secret that hangs on an error', () => {
    const { log, lines, last } = recorded();
    log.error({ err: Object.assign(new Error('refused'), { request: { token: 'hunter2' } }) }, 'x');
    expect(lines.join()).not.toContain('hunter2');
    expect(last().err).toMatchObject({ message: 'refused', type: 'Error' });
  });

  it('holds no known secret anywhere, not even in a message or a stack', () => {
    const { log, lines } = recorded(['hunter2"secret', 'abc']);
    log.error(
      { err: new Error('GET /calls/hunter2"secret failed'), url: 'hunter2"secret' },
      'hunter2"secret abc',
    );
    expect(lines.join()).not.toContain('hunter2');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ url: '[redacted]', msg: '[redacted] abc' });
  });

  it('is not written below the level', () => {
    const { log, lines } = recorded();
    log.debug('quiet');
    expect(lines).toEqual([]);
  });
});

describe('secrets', () => {
  it('are found by their names in a configuration', () => {
    const systems = [{ name: 'a', token: 'one', webhookSecret: 'two', externalKeyField: 'Key' }];
    expect(secretsIn({ systems, smtp: { password: 'three' }, databaseUrl: 'four' })).toEqual([
      'one',
      'two',
      'three',
      'four',
    ]);
  });

  it('are taken out without touching what they were taken from, nor objects with a class', () => {
    const given = { password: 'x', at: new Date(0), plain: { secret: 'y', n: 1 } };
    expect(withoutSecrets(given)).toEqual({
      password: '[redacted]',
      at: given.at,
      plain: { secret: '[redacted]', n: 1 },
    });
    expect(given.password).toBe('x');
  });
});
