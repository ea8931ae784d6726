import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../../connectors/configuration';
import { configuredRules, createConnector } from '../../connectors/registry';
import { systemTypes } from '../../connectors/settings';
import { webhookOf } from '../../connectors/webhooks';
import { ConfigDocument } from '../../platform/config/document';

const secrets = [
  'RT_TOKEN',
  'RT_WEBHOOK_SECRET',
  'REDMINE_API_KEY',
  'REDMINE_WEBHOOK_SECRET',
  'IMAP_PASSWORD',
  'CTI_TOKEN',
  'SLA_WEBHOOK_SECRET',
];
const env = Object.fromEntries(secrets.map((name) => [name, 'x'.repeat(16)]));
const example = readFileSync(join(__dirname, '../../docs/example-config.yaml'), 'utf8');
const configuration = readConfiguration(new ConfigDocument(example, 'example', env), env);

describe('every type of system that a configuration can name', () => {
  it('stands in the example', () => {
    expect(configuration.systems.map(({ type }) => type).sort()).toEqual([...systemTypes].sort());
  });

  it('has a connector', async () => {
    for (const system of configuration.systems) {
      const connector = createConnector(system);
      expect(connector.type).toBe(system.type);
      expect(connector.capabilities.publicComments).toBe(system.publicComments);
      await connector.close();
    }
  });

  it('refuses a webhook without a signature', () => {
    for (const type of systemTypes) expect(webhookOf(type)('secret', {}, Buffer.from('{}'))).toBe('refused');
  });

  it('says what can be done with its fields', () => {
    const [desk, tracker] = configuredRules(configuration).systems;
    expect(desk?.fields.description).toBe('create-only');
    expect(tracker?.fields.description).toBe('editable');
  });
});
