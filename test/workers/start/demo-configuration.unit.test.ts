import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadConfiguration } from '../../../connectors/configuration';
import { writeDemoConfiguration } from '../../../workers/start/demo-configuration';

const access = {
  desk: { url: 'http://127.0.0.1:3001', token: '1-14-abc', secret: 'desk-secret' },
  tracker: { url: 'http://127.0.0.1:3002', apiKey: 'f00d', secret: 'tracker-secret' },
};
const directory = () => mkdtempSync(path.join(tmpdir(), 'sagadesk-unit-'));

it('names both demo systems, as the configuration of real ones would', () => {
  const file = writeDemoConfiguration(directory(), undefined, access, 'Ромашка');
  const { demo, company, systems, routes } = loadConfiguration({ SAGADESK_CONFIG: file });
  expect({ demo, company, routes }).toEqual({
    demo: false,
    company: 'Ромашка',
    routes: [{ service: '*', to: ['executors'] }],
  });
  expect(systems).toMatchObject([
    { name: 'helpdesk', type: 'request-tracker', url: 'http://127.0.0.1:3001', token: '1-14-abc' },
    { name: 'executors', type: 'redmine', url: 'http://127.0.0.1:3002', apiKey: 'f00d' },
  ]);
});

it('is for this account only: keys stand in it', () => {
  const file = writeDemoConfiguration(directory(), undefined, access, 'Ромашка');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('keeps the rest of a file that names no systems, and takes its values from the environment still', () => {
  const given = path.join(directory(), 'given.yaml');
  writeFileSync(
    given,
    'company: ${COMPANY}\ntelephony: {country: RU, cti: {token: ${CTI_TOKEN}}}\nroutes: []\n',
  );
  const file = writeDemoConfiguration(directory(), given, access, 'Ромашка');
  expect(readFileSync(file, 'utf8')).not.toContain('t0ken');
  const env = { SAGADESK_CONFIG: file, COMPANY: 'Acme', CTI_TOKEN: 't0ken' };
  expect(loadConfiguration(env)).toMatchObject({
    company: 'Acme',
    telephony: { country: 'RU', cti: { token: 't0ken' } },
    routes: [],
  });
});

it('finds the files that are named from where the given one lies', () => {
  const given = path.join(directory(), 'given.yaml');
  const imap = '{host: mail.test, user: support, password: x, ca: file.pem}';
  writeFileSync(
    given,
    `mail:\n  smtp: {host: mail.test, port: 25, ca: \${CA}}\n  mailboxes:\n    support: {address: a@b.test, imap: ${imap}}\n`,
  );
  const file = writeDemoConfiguration(directory(), given, access, 'Ромашка');
  const { mail } = loadConfiguration({ SAGADESK_CONFIG: file, CA: '/etc/ssl/our.pem' });
  expect(mail?.mailboxes[0]?.imap.ca).toBe(path.join(path.dirname(given), 'file.pem'));
  expect(mail?.smtp?.ca).toBe('/etc/ssl/our.pem');
});
