import { ownAddress, processSettings, strangeVariables } from '../../platform/settings';

describe('the settings of a process', () => {
  it('have defaults for everything', () => {
    expect(processSettings({})).toEqual({ host: '127.0.0.1', port: 3000, logLevel: 'info' });
  });

  it('come from the environment', () => {
    const env = {
      SAGADESK_CONFIG: 'desk.yaml',
      DATABASE_URL: 'postgres://localhost/x',
      SAGADESK_DATA: '/data',
      HOST: '::1',
      TRUST_PROXY: '10.0.0.5, fd00::/8',
      PORT: '0',
      WORKER_PORT: '9464',
      SAGADESK_API_KEY: 'k'.repeat(32),
      LOG_LEVEL: 'debug',
    };
    expect(processSettings(env)).toEqual({
      configFile: 'desk.yaml',
      databaseUrl: 'postgres://localhost/x',
      dataDirectory: '/data',
      host: '::1',
      trustedProxies: ['10.0.0.5', 'fd00::/8'],
      port: 0,
      workerPort: 9464,
      apiKey: 'k'.repeat(32),
      logLevel: 'debug',
    });
  });

  it('count an empty variable as not set', () => {
    expect(processSettings({ PORT: '', LOG_LEVEL: '', SAGADESK_API_KEY: '' })).toEqual(processSettings({}));
  });

  it('name every wrong variable at once, without its value', () => {
    const env = {
      PORT: '70000',
      LOG_LEVEL: 'loud',
      SAGADESK_API_KEY: 'hunter2',
      DATABASE_URL: 'mysql://hunter2',
    };
    expect(() => processSettings(env)).toThrow(
      [
        'environment: 4 faults',
        '  DATABASE_URL: expected an address such as postgres://user:password@host:5432/sagadesk',
        '  PORT: expected a port number from 0 to 65535',
        '  SAGADESK_API_KEY: expected a text of at least 32 characters without spaces',
        '  LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent',
      ].join('\n'),
    );
  });

  it('tell of a variable that looks like ours but is not read', () => {
    expect(strangeVariables({ SAGADESK_CONFG: 'x', SAGADESK_DATA: 'y', PATH: 'z' })).toEqual([
      'The environment variable SAGADESK_CONFG is not read: did you mean SAGADESK_CONFIG?',
    ]);
  });
});

describe('the own address', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['0.0.0.0', 'http://localhost:3000'],
    ['::1', 'http://[::1]:3000'],
    ['::', 'http://localhost:3000'],
  ])('of host %s is %s', (host, address) => expect(ownAddress({ host, port: 3000 })).toBe(address));
});
