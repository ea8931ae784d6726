import { existsSync } from 'node:fs';
import path from 'node:path';
import { Compile } from 'typebox/schema';
import { isSecretName } from '../../platform/secrets';
import { settingsHelp } from '../../platform/settings';
import { composeFile } from './compose';
import { root, textOf } from './files';

const file = composeFile();
const services = Object.entries(file.services);
const ours = services.filter(([, { image }]) => image?.startsWith('sagadesk:'));

/** From github.com/compose-spec/compose-go v2.16.2, schema/compose-spec.json (Apache-2.0). */
const schema = Compile(JSON.parse(textOf('test/deployment/compose-spec.json')) as object);

describe('docker-compose.yml', () => {
  it('is a file by the Compose Specification', () => {
    const [, faults] = schema.Errors(file);
    expect(faults).toEqual([]);
  });

  it('would not pass with a misspelt key', () => {
    const wrong = { services: { api: { imagee: 'x' } } };
    expect(schema.Check(wrong)).toBe(false);
  });

  it.each(services)('%s takes an image of one exact version', (_, { image }) =>
    expect(image).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$/),
  );

  it.each(services)('%s tells whether it is well, or runs once', (_, service) => {
    const once = service.restart?.startsWith('on-failure') ?? false;
    const fromImage = service.image?.startsWith('sagadesk:') && service.healthcheck === undefined;
    const told = fromImage || (service.healthcheck?.test !== undefined && !service.healthcheck.disable);
    expect([once, told]).toEqual([once, !once]);
  });

  it.each(services)(
    '%s waits for others until they are well or have done their work',
    (_, { depends_on }) => {
      for (const [name, { condition }] of Object.entries(depends_on ?? {})) {
        const once = file.services[name]?.restart?.startsWith('on-failure');
        expect([name, condition]).toEqual([
          name,
          once ? 'service_completed_successfully' : 'service_healthy',
        ]);
      }
    },
  );

  it.each(services)('%s takes its secrets from .env', (_, { environment = {} }) => {
    const secrets = Object.entries(environment).filter(
      ([name]) => isSecretName(name) || /_(PWD|KEY)$/.test(name),
    );
    for (const [name, value] of secrets) expect([name, value]).toEqual([name, expect.stringContaining('${')]);
  });

  it.each(services)('%s is reached from this machine only', (_, { ports = [] }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it.each(ours)('%s is told settings that exist, and started by a file that exists', (_, service) => {
    const known = settingsHelp().map(({ name }) => name);
    expect(known).toEqual(expect.arrayContaining(Object.keys(service.environment ?? {})));
    const script = service.command?.find((word) => word.endsWith('.ts')) ?? 'api/main.ts';
    expect(existsSync(path.join(root, script))).toBe(true);
  });

  it('adds the demo systems in their profile only, and nobody waits for them', () => {
    const demo = services.filter(([, { profiles }]) => profiles !== undefined);
    expect(demo.map(([name, { profiles }]) => [name, profiles])).toEqual([
      ['request-tracker', ['demo']],
      ['redmine', ['demo']],
    ]);
    const awaited = services.flatMap(([, { depends_on = {} }]) => Object.keys(depends_on));
    expect(awaited).not.toEqual(expect.arrayContaining(['redmine']));
  });
});

describe.each(['Dockerfile', 'test/systems/Dockerfile'])('%s', (dockerfile) => {
  const text = textOf(dockerfile);

  it('stands on an image of one exact version', () => {
    const images = [...text.matchAll(/^FROM (\S+)/gm)].map(([, name]) => name);
    const stages = [...text.matchAll(/^FROM \S+ AS (\S+)/gm)].map(([, name]) => name);
    for (const image of images.filter((name) => !stages.includes(name)))
      expect(image).toMatch(/^[a-z]+:\d+\.\d+(\.\d+)?-[a-z-]+$/);
  });

  it('copies what is there', () => {
    const copied = [...text.matchAll(/^COPY (?!\. )(.+) \S+$/gm)].flatMap(([, from = '']) => from.split(' '));
    for (const source of copied)
      expect([source, existsSync(path.join(root, source))]).toEqual([source, true]);
  });
});
