import { readAccess } from '../../connectors/configuration-access';
import { readKeeping } from '../../connectors/configuration-keeping';
import { section } from './section';

const { read, faultsOf } = section((document) => ({
  access: readAccess(document),
  keeping: readKeeping(document),
}));

describe('the sections access and retention', () => {
  it('may be missing', () => expect(read('company: x')).toEqual({ access: undefined, keeping: undefined }));

  it('say only what is not as usual', () =>
    expect(
      read(`access: {sessions: {idleHours: 1}, secondFactorFor: [administrator]}
retention: {rawMailDays: 365}`),
    ).toEqual({
      access: { sessions: { idleHours: 1, absoluteHours: 168 }, secondFactorFor: ['administrator'] },
      keeping: { rawMailDays: 365, callDays: null, auditDays: 730, eventDays: 3 },
    }));

  it('name a provider', () =>
    expect(
      read(`access:
  oidc: {issuer: 'https://id.test', clientId: a, clientSecret: b, roleClaim: groups, roles: {desk: operator}}`)
        .access?.oidc,
    ).toEqual({
      issuer: 'https://id.test',
      clientId: 'a',
      clientSecret: 'b',
      scope: 'openid email profile',
      roleClaim: 'groups',
      roles: { desk: 'operator' },
      createUsers: false,
      portal: false,
      trustSecondFactor: false,
    }));

  it('are told their faults line by line', () =>
    expect(
      faultsOf(`access:
  sessions: {idleHours: 0}
  secondFactorFor: [boss]
  oidc:
    issuer: http://id.example.test
    clientId: a
    clientSecret: b
    createUsers: true
retention:
  callDays: 3
`),
    ).toEqual([
      expect.stringMatching(/^2 access.sessions.idleHours: expected hours without use/),
      expect.stringMatching(/^3 access.secondFactorFor\[0\]/),
      expect.stringMatching(/^5 access.oidc.issuer: expected an address that begins with https/),
      expect.stringMatching(/^8 access.oidc.createUsers: expected roleClaim and roles/),
      expect.stringMatching(/^10 retention.callDays: expected days from 30/),
    ]));
});
