import { settingsHelp } from '../../platform/settings';
import { textOf, variablesIn } from './files';

const lines = textOf('.env.example').split('\n');
const named = lines.flatMap((line) => /^([A-Z][A-Z0-9_]*)=/.exec(line)?.[1] ?? []);
const settings = settingsHelp().map(({ name }) => name);

describe('.env.example', () => {
  it('begins with every setting, in the order of their schema', () =>
    expect(named.slice(0, settings.length)).toEqual(settings));

  it('goes on with what docker compose and the example of a configuration take from the environment, and nothing else', () => {
    const used = [
      ...variablesIn(textOf('docker-compose.yml')),
      ...variablesIn(textOf('docs/example-config.yaml')),
    ].filter((name) => name !== 'NAME' && !settings.includes(name));
    expect(named.slice(settings.length).toSorted()).toEqual([...new Set(used)].toSorted());
  });

  it('holds no value: a copied one would be everybody’s secret', () =>
    expect(lines.filter((line) => !/^(#.*|[A-Z][A-Z0-9_]*=)?$/.test(line))).toEqual([]));
});
