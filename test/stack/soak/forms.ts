/** One long run of a suite that CI runs briefly. */
export interface Form {
  readonly suite: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The long runs, one after the other. From the environment: MAILS (2000), KILLS (10), KILL_SECONDS (600) for each of SEEDS
 * (three of them, with commas between), of which the mails take the first.
 */
export const formsOf = (env: Readonly<Record<string, string | undefined>>): readonly Form[] => {
  const seeds = (env.SEEDS ?? env.SEED ?? '1,2,3').split(',').map((seed) => seed.trim());
  for (const seed of seeds) if (!/^\d+$/.test(seed)) throw new Error(`SEEDS: “${seed}” is no whole number`);
  const mails = { MAILS: numberOf(env, 'MAILS', 2000), KILLS: numberOf(env, 'KILLS', 10), SEED: seeds[0]! };
  const seconds = numberOf(env, 'KILL_SECONDS', 600);
  return [
    { suite: 'test/stack/mail/killed-workers.systems.test.ts', env: mails },
    ...seeds.map((SEED) => ({
      suite: 'test/stack/kills.systems.test.ts',
      env: { KILL_SECONDS: seconds, SEED },
    })),
  ];
};

const numberOf = (
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: number,
): string => {
  const given = env[name] ?? String(otherwise);
  if (!/^[1-9]\d*$/.test(given)) throw new Error(`${name}: “${given}” is no whole number above 0`);
  return given;
};
