import { faultText } from '../platform/fault-text';
import { openHouse } from './start/house';
import { createProgress } from './start/progress';
import { wordsOf } from './start/words';

/** `npm start`: everything in one command, until Ctrl-C or SIGTERM, or until whoever forked it is gone. Exit code 1 when it could not be started. */
const main = (env: NodeJS.ProcessEnv): void => {
  const words = wordsOf(env);
  const progress = createProgress();
  const house = openHouse(env, progress, words);
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    if (code === 0) progress.info(words.stopping);
    await house.stop();
    if (code === 0) progress.info(words.stopped);
    process.exit(code);
  };
  for (const told of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect'] as const)
    process.on(told, () => void end(0));
  const fail = (fault: unknown) => {
    if (ending) return;
    process.stderr.write(`${faultText(fault)}\n`);
    void end(1);
  };
  process.on('uncaughtException', fail);
  house.start().catch(fail);
};

main(process.env);
