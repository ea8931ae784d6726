import { readFileSync } from 'node:fs';
import { ConfigDocument } from './document';
import { ConfigFaults } from './faults';

/** Opens a YAML file; throws ConfigFaults when it cannot be read or is no YAML. `given` names the setting that points to it. */
export const readConfigFile = (file: string, given: string, env: NodeJS.ProcessEnv): ConfigDocument => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ConfigFaults(file, [
      {
        key: given,
        message: `expected the path of a readable YAML file (${reason}): correct it, or leave it unset`,
      },
    ]);
  }
  return new ConfigDocument(text, file, env);
};
