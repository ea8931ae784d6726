import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration } from '../../connectors/configuration';
import { syncRules } from '../../connectors/sync-rules';
import { changed, example, read, smallest } from './configuration-text';

describe('a configuration', () => {
  it('is the demo when there is no file', () => {
    expect(loadConfiguration({ PORT: '4000' })).toEqual({
      demo: true,
      systems: [],
      routes: [],
      speaksToRequester: 'front',
      sync: { tieOrder: ['front'], trackersThatRegister: [], owners: {}, from: 'open' },
      publicUrl: 'http://127.0.0.1:4000',
    });
  });

  it.each(['', 'systems:\n', 'systems: {}\n'])(
    'is the demo with its own routes when the file has no systems: %j',
    (head) => {
      const { demo, routes, company } = read(
        `${head}company: ACME\nroutes: [{when: {service: Mail}, to: executors}]\n`,
      );
      expect({ demo, routes, company }).toEqual({
        demo: true,
        routes: [{ service: 'Mail', to: ['executors'] }],
        company: 'ACME',
      });
    },
  );

  it('needs systems and routes alone: the rest has defaults', () => {
    const { demo, systems, routes, speaksToRequester, sync } = read(smallest);
    expect({ demo, routes, speaksToRequester }).toEqual({
      demo: false,
      routes: [{ service: '*', to: ['executors'] }],
      speaksToRequester: 'front',
    });
    expect(sync).toMatchObject({ tieOrder: ['helpdesk', 'executors', 'front'], from: 'open' });
    expect(systems[0]).toEqual({
      name: 'helpdesk',
      type: 'request-tracker',
      role: 'desk',
      url: 'http://127.0.0.1:9080/rt',
      token: 'abc',
      queue: 'Support',
      externalKeyField: 'External Key',
      pollSeconds: 30,
      language: 'en',
      rereadMinutes: 15,
      publicComments: 'correspondence',
      requestTimeoutSeconds: 60,
      pushesPerSecond: 20,
      status: {
        new: 'new',
        in_progress: 'open',
        waiting_customer: 'stalled',
        waiting_supplier: 'stalled',
        resolved: 'resolved',
        closed: 'resolved',
        cancelled: 'rejected',
      },
      priority: { low: '10', normal: '50', high: '80', urgent: '100' },
    });
    expect(systems[1]).toMatchObject({ name: 'executors', type: 'redmine', publicComments: 'marked' });
  });

  it('is the whole example, with its secrets from the environment', () => {
    const configuration = read(example);
    expect(configuration.systems).toMatchObject([
      { token: '1-2-abc', webhookSecret: 'rt' },
      { apiKey: 'deadbeef', webhookSecret: 'redmine', publicComments: 'all' },
    ]);
    expect(configuration.mail).toMatchObject({
      mailboxes: [{ name: 'support', imap: { password: 'imap', port: 993 } }],
    });
    expect(configuration.slaWebhooks?.allow).toEqual(['https://hooks.example.com']);
    expect(configuration.telephony).toMatchObject({ country: 'RU', cti: { token: 'cti' } });
  });

  it('puts the names that tieOrder leaves out behind it', () => {
    expect(read(`${smallest}sync: {tieOrder: [front]}\n`).sync.tieOrder).toEqual([
      'front',
      'helpdesk',
      'executors',
    ]);
  });

  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['2026-01-02T03:04+03:00', '2026-01-02T00:04:00Z'],
    ['2026-01-02', '2026-01-02T00:00:00Z'],
  ])('reads sync.from %s as an instant', (text, instant) => {
    expect(read(`${smallest}sync: {from: ${text}}\n`).sync.from).toBe(Date.parse(instant));
  });

  it('takes several targets and each only once', () => {
    const text = changed('to: executors', 'to: [executors, executors]');
    expect(read(text).routes).toEqual([{ service: '*', to: ['executors'] }]);
  });

  it('gives the pure rules what they need', () => {
    const limits = {
      fields: { title: 'editable', description: 'create-only', status: 'editable', priority: 'editable' },
      maxLength: { title: 200 },
    } as const;
    const rules = syncRules(read(smallest), () => limits);
    expect(rules).toMatchObject({
      tieOrder: ['helpdesk', 'executors', 'front'],
      trackersThatRegister: [],
      from: 'open',
      routes: [{ service: '*', to: ['executors'] }],
    });
    expect(rules.systems[0]).toMatchObject({
      name: 'helpdesk',
      role: 'desk',
      publicComments: 'correspondence',
      ...limits,
    });
    expect(JSON.stringify(rules)).not.toContain('abc');
  });

  it('is read from the file that SAGADESK_CONFIG names', () => {
    const directory = mkdtempSync(join(tmpdir(), 'sagadesk-config-'));
    const file = join(directory, 'desk.yaml');
    try {
      writeFileSync(file, smallest);
      expect(loadConfiguration({ SAGADESK_CONFIG: file })).toMatchObject({ file, demo: false });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
