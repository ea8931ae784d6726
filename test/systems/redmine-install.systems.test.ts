import { execFile } from 'node:child_process';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startRedmine, type RealRedmine } from './redmine';

const run = promisify(execFile);
const install = join(__dirname, '../../connectors/redmine/hook/install.sh');
jest.setTimeout(240_000);

describe('the installer of the hook in a real Redmine', () => {
  let tracker: RealRedmine;
  let words: string[];

  beforeAll(async () => {
    // a directory of its own: the plugin is taken out here
    tracker = await startRedmine({ dir: await mkdtemp('/var/tmp/redmine-install-') });
    const file = join(tracker.dir, 'new-secret');
    await writeFile(file, 'a new secret\n');
    words = [
      '--url',
      'http://127.0.0.1:9/webhooks/executors',
      '--secret-file',
      file,
      '--project',
      tracker.project,
    ];
  });

  afterAll(() => tracker?.down());

  const installer = (...words: string[]) =>
    run(install, ['--redmine', join(tracker.dir, 'app'), ...words], {
      env: { ...process.env, BUNDLE_APP_CONFIG: join(tracker.dir, 'bundle'), TZ: 'UTC', RUBYOPT: '-W0' },
    });

  it('is installed again without a second field, removed, and installed anew', async () => {
    const again = await installer(...words, '--login', 'sd-sync');
    expect(again.stdout).toContain(`field 'External Key' (${tracker.customFields.externalKey}): there`);
    expect((await installer('--remove')).stdout).toContain('the settings are removed');
    expect(await readdir(join(tracker.dir, 'app', 'plugins'))).not.toContain('sagadesk_webhook');
    const anew = await installer(...words, '--key-field', 'external KEY');
    expect(anew.stdout).toContain('there');
    expect(anew.stdout).toContain('LOGIN is not given: events carry ids only');
    await expect(installer(...words.slice(0, 4), '--project', 'nowhere')).rejects.toThrow(
      "there is no project with the identifier 'nowhere'",
    );
  });
});
