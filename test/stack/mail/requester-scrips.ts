import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RealRequestTracker } from '../../systems/request-tracker';

const run = promisify(execFile);

/** Runs a command on the host of a real Request Tracker, as its administrator would. */
const onHost = async ({ env }: Pick<RealRequestTracker, 'env'>, command: string): Promise<string> => {
  const { RT_SITE_CONFIG = '', RT_SITE_CONFIG_DIR = '' } = env;
  const { stdout } = await run('sh', ['-c', command], {
    env: { PATH: process.env.PATH, RT_SITE_CONFIG, RT_SITE_CONFIG_DIR },
  });
  return stdout;
};

/** What the command that the doctor advises lists: ids and descriptions. */
export const listedBy = async (rt: RealRequestTracker, advice: string): Promise<readonly string[]> => {
  const command = /perl -I.*?\}'(?=;)/s.exec(advice)?.[0];
  if (command === undefined) throw new Error(`no command in: ${advice}`);
  return (await onHost(rt, command)).split('\n').filter(Boolean).sort();
};

/** Ticks, or clears, “Enabled” on the pages of these scrips. */
export const enableScrips = async (
  rt: RealRequestTracker,
  ids: readonly string[],
  enabled: boolean,
): Promise<void> => {
  const code =
    'for (@ARGV) { my $s = RT::Scrip->new(RT->SystemUser); $s->Load($_);' +
    `$s->SetDisabled(${enabled ? 0 : 1}); die "scrip $_" unless !!$s->Disabled == ${enabled ? '!1' : '!0'} }`;
  await onHost(
    rt,
    `perl -I/usr/share/request-tracker5/lib -MRT=-init -e '${code}' ${ids.map(Number).join(' ')}`,
  );
};
