import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { processEnvironment, type Told } from '../../../workers/start/environment';

const told: Told = {
  databaseUrl: 'postgres://sagadesk:secret@127.0.0.1:5432/sagadesk',
  temporal: { address: '127.0.0.1:7233', namespace: 'default', uiUrl: 'http://127.0.0.1:8233' },
  configFile: undefined,
  host: '127.0.0.1',
  port: 3000,
};

const fileWith = (text: string): string => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'sagadesk-unit-')), 'config.yaml');
  writeFileSync(file, text);
  return file;
};

it('passes on what a process needs of the machine, and nothing else of our environment', () => {
  const env = {
    PATH: '/bin',
    LANG: 'ru_RU.UTF-8',
    https_proxy: 'http://p',
    TRUST_PROXY: 'loopback',
    AWS_SECRET: 'x',
    SAGADESK_API_KEY: 'k',
  };
  const made = processEnvironment(env, told);
  expect(made).toMatchObject({
    PATH: '/bin',
    LANG: 'ru_RU.UTF-8',
    https_proxy: 'http://p',
    TRUST_PROXY: 'loopback',
  });
  expect(made).not.toHaveProperty('AWS_SECRET');
  expect(made).not.toHaveProperty('SAGADESK_API_KEY');
});

it('passes on the variables that the configuration takes its values from', () => {
  const configFile = fileWith('systems: {helpdesk: {token: ${RT_TOKEN}}}');
  const made = processEnvironment({ RT_TOKEN: 't', REDMINE_API_KEY: 'r' }, { ...told, configFile });
  expect(made).toMatchObject({ SAGADESK_CONFIG: configFile, RT_TOKEN: 't' });
  expect(made).not.toHaveProperty('REDMINE_API_KEY');
});

it('tells of our own Temporal server alone, also when TEMPORAL_* names the TLS of another', () => {
  const made = processEnvironment({ TEMPORAL_TLS: 'true', TEMPORAL_API_KEY: 'k' }, told);
  expect(made).toMatchObject({
    TEMPORAL_ADDRESS: '127.0.0.1:7233',
    TEMPORAL_UI_URL: 'http://127.0.0.1:8233/namespaces/default/workflows',
  });
  expect(made).not.toHaveProperty('TEMPORAL_TLS');
  expect(made).not.toHaveProperty('TEMPORAL_API_KEY');
});

it('passes TEMPORAL_* on when it names the server', () => {
  const env = { TEMPORAL_ADDRESS: 'temporal.example:7233', TEMPORAL_API_KEY: 'k' };
  expect(processEnvironment(env, { ...told, temporal: undefined })).toMatchObject(env);
});
