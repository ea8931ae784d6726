import { generateKeyPairSync } from 'node:crypto';
import { readTelephony } from '../../connectors/configuration-telephony';
import { section } from './section';

const { read, faultsOf } = section(readTelephony);

describe('the telephony section', () => {
  it('may be missing', () => expect(read('company: x')).toBeUndefined());

  it('is read with its usual times, and agents by interface are operators too', () => {
    const telephony = read(
      `telephony:
  country: RU
  sitePrefixes: {9: "", "55": "+7495123"}
  operators: {1001: boris}
  callBackMinutes: 10
  cti: {token: \${CTI_TOKEN}}
  asterisk: {host: pbx.test, user: sagadesk, secret: s, agents: {PJSIP/agent1: olga}}
`,
      { CTI_TOKEN: 'abc' },
    );
    expect(telephony).toMatchObject({
      country: 'RU',
      cti: { token: 'abc' },
      asterisk: { host: 'pbx.test', port: 5038, user: 'sagadesk', agents: { 'PJSIP/agent1': 'olga' } },
      rules: {
        numbers: { country: 'RU', sitePrefixes: { '9': '', '55': '+7495123' } },
        operators: { 'pjsip/agent1': 'olga', '1001': 'boris' },
        callBackMs: 600_000,
        ringingLimitMs: 900_000,
      },
    });
  });

  it('takes sipgate’s public key', () => {
    const key = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({
      type: 'spki',
      format: 'pem',
    });
    expect(
      read('telephony: {sipgate: {token: t, publicKey: "${KEY}"}}', { KEY: String(key) })?.sipgate,
    ).toEqual({
      token: 't',
      publicKey: String(key),
    });
  });

  it.each([
    [
      'no token',
      'telephony: {cti: {}}',
      '1 telephony.cti.token: missing: expected the token that stands in the address to which the exchange pushes',
    ],
    [
      'a slip of the pen',
      'telephony:\n  asterix: {}',
      '2 telephony.asterix: unknown key: did you mean asterisk?',
    ],
    [
      'no secret',
      'telephony: {asterisk: {host: h, user: u}}',
      '1 telephony.asterisk.secret: missing: expected the secret of the account in manager.conf',
    ],
    [
      'no country',
      'telephony:\n  country: XX',
      '2 telephony.country: expected a country in two capital letters, such as RU',
    ],
    [
      'a prefix of letters',
      'telephony: {sitePrefixes: {a: ""}}',
      '1 telephony.sitePrefixes.a: expected digits, and what they stand for: nothing, or the beginning of a number such as +7495123',
    ],
    [
      'a key that is none',
      'telephony: {sipgate: {token: t, publicKey: x}}',
      '1 telephony.sipgate.publicKey: expected a public key in PEM (-----BEGIN PUBLIC KEY-----)',
    ],
    [
      'too long',
      'telephony: {talkingMinutes: 100000}',
      '1 telephony.talkingMinutes: expected minutes from 1 to 1440',
    ],
  ])('is refused with its line and key: %s', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });
});
