import Type from 'typebox';
import { ConfigDocument } from '../../../platform/config/document';
import { ConfigFaults } from '../../../platform/config/faults';
import { readConfigFile } from '../../../platform/config/read-file';

const mailbox = Type.Object(
  {
    host: Type.String({ description: 'the host name of the mail server' }),
    port: Type.Integer({ minimum: 1, maximum: 65_535, description: 'a port number' }),
    tls: Type.Optional(Type.Enum(['implicit', 'starttls', 'none'])),
    password: Type.Optional(Type.String({ minLength: 8, description: 'a password of 8 characters or more' })),
    folders: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
    idle: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

const open = (text: string, env: NodeJS.ProcessEnv = {}) => new ConfigDocument(text, 'desk.yaml', env);
const read = (text: string, env?: NodeJS.ProcessEnv) => {
  const document = open(text, env);
  const value = document.section(Type.Object({ mail: mailbox }, { additionalProperties: false }));
  document.done();
  return value?.mail;
};
const faultsOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigFaults) return error.message;
    throw error;
  }
  return 'none';
};

describe('a configuration file', () => {
  it('is read by its schema', () => {
    expect(read('mail:\n  host: mx.test\n  port: 993\n  tls: implicit\n  folders: [INBOX, 7]\n')).toEqual({
      host: 'mx.test',
      port: 993,
      tls: 'implicit',
      folders: ['INBOX', '7'],
    });
  });

  it('takes values from the environment, alone, inside a text and inside braces', () => {
    const env = { PORT_: '993', NAME: 'mx', SECRET: 'p: #{["ss"]}' };
    const text = 'mail: {host: "${NAME}.${NAME}.test", port: ${PORT_}, password: ${SECRET}}';
    expect(read(text, env)).toEqual({ host: 'mx.mx.test', port: 993, password: 'p: #{["ss"]}' });
  });

  it('keeps "$${" as "${"', () => {
    expect(read('mail: {host: "$${NAME}", port: 1}')).toMatchObject({ host: '${NAME}' });
  });

  it('keeps a text as it was typed where a number could have been read', () => {
    expect(read('mail: {host: 0010, port: 1, password: 12345678.0}')).toMatchObject({
      host: '0010',
      password: '12345678.0',
    });
  });

  it('takes a quoted number or truth where one is wanted', () => {
    expect(read('mail: {host: a, port: "25", idle: "true"}')).toMatchObject({ port: 25, idle: true });
  });

  it('treats a key without a value as absent and a key with x- as a remark', () => {
    const text = 'x-hosts: &host mx.test\nmail:\n  host: *host\n  port: 1\n  tls:\n  x-why: because\n';
    expect(read(text)).toEqual({ host: 'mx.test', port: 1 });
  });

  it('answers an unread section with undefined and names the keys of a map', () => {
    const document = open('systems: {b: {}, a: {}, x-c: {}}');
    expect(document.section(mailbox, 'mail')).toBeUndefined();
    expect(document.keys('systems')).toEqual(['b', 'a']);
    expect(document.keys('nothing')).toEqual([]);
  });
});

describe('a wrong configuration file', () => {
  it('names every fault at once, with line, key and what was expected', () => {
    const text = [
      'mail:',
      '  tls: startls',
      '  folders: {}',
      '  idle: maybe',
      '  prot: 993',
      '  port: 0',
      '',
    ].join('\n');
    expect(faultsOf(() => read(text))).toBe(
      [
        'desk.yaml: 6 faults',
        '  line 1: mail.host: missing: expected the host name of the mail server',
        '  line 2: mail.tls: expected one of implicit, starttls, none, found startls: did you mean starttls?',
        '  line 3: mail.folders: expected a text or a list',
        '  line 4: mail.idle: expected true or false',
        '  line 5: mail.prot: unknown key: did you mean port?',
        '  line 6: mail.port: expected a port number',
      ].join('\n'),
    );
  });

  it('names more faults than the validator stops at by itself', () => {
    const keys = Array.from({ length: 30 }, (_, i) => `unknown${i}: 1`).join('\n');
    expect(faultsOf(() => read(keys))).toMatch(/^desk.yaml: 31 faults/);
  });

  it('lists the known keys when none is near the unknown one', () => {
    expect(faultsOf(() => read('mail: {host: a, port: 1, zebra: 1}'))).toContain(
      'mail.zebra: unknown key: the keys here are host, port, tls, password, folders, idle',
    );
  });

  it('names a variable that is not set, once, and nothing else about that key', () => {
    expect(faultsOf(() => read('mail:\n  host: a\n  port: 1\n  password: ${IMAP_PASSWORD}\n'))).toBe(
      'desk.yaml: 1 fault\n  line 4: mail.password: the environment variable IMAP_PASSWORD is not set: set it, or write the value here',
    );
  });

  it('names a "${" that is no variable', () => {
    expect(faultsOf(() => read('mail:\n  host: "${a b}"\n  port: 1\n'))).toContain(
      'line 2: mail.host: expected the name of an environment variable in ${NAME}',
    );
  });

  it('never prints what a variable holds or what stands under a key', () => {
    const env = { SECRET: 'hunter2', TLS: 'hunter3' };
    const message = faultsOf(() =>
      read('mail: {host: a, port: hunter4, tls: ${TLS}, password: ${SECRET}}', env),
    );
    expect(message).toContain('mail.password: expected a password of 8 characters or more');
    expect(message).toContain('mail.tls: expected one of implicit, starttls, none');
    expect(message).not.toContain('hunter');
  });

  it('tells where the YAML itself is broken, without quoting it', () => {
    const message = faultsOf(() => read('mail:\n  host: [a\n  port: 1\npassword: "hunter2'));
    expect(message).toMatch(/line \d: column \d+: expected valid YAML/);
    expect(message).not.toContain('hunter2');
  });

  it('names a key that stands twice', () => {
    expect(faultsOf(() => read('mail:\n  host: a\n  port: 1\n  host: b\n'))).toBe(
      'desk.yaml: 1 fault\n  line 4: column 3: expected valid YAML: Map keys must be unique',
    );
  });

  it('is a fault when it is no mapping, or an alias has no end', () => {
    expect(faultsOf(() => read('- mail'))).toContain('line 1: expected a mapping');
    expect(faultsOf(() => read('mail: &a {host: a, port: 1, folders: [*a]}'))).toContain('expected');
    expect(faultsOf(() => open('a: &a [*a]').section(Type.Object({ a: Type.Unknown() })))).toBe('none');
  });

  it('gives the place in a list', () => {
    const document = open('to:\n  - a\n  - {b: 1}\n');
    document.section(Type.Array(Type.String()), 'to');
    expect(faultsOf(() => document.done())).toContain('line 3: to[1]: expected a text');
  });

  it('is a fault of the setting that points to it when it cannot be read', () => {
    expect(faultsOf(() => readConfigFile('/nowhere/desk.yaml', 'SAGADESK_CONFIG', {}))).toBe(
      '/nowhere/desk.yaml: 1 fault\n  SAGADESK_CONFIG: expected the path of a readable YAML file (ENOENT): correct it, or leave it unset',
    );
  });
});
