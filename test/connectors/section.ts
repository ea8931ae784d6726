import { ConfigDocument } from '../../platform/config/document';
import { ConfigFaults } from '../../platform/config/faults';

/** A section of the configuration under test: what is read of a text, and what is wrong with it, line by line. */
export const section = <Read>(readSection: (document: ConfigDocument) => Read) => {
  const read = (text: string, env: NodeJS.ProcessEnv = {}): Read => {
    const document = new ConfigDocument(text, 'config.yaml', env);
    const all = readSection(document);
    document.done();
    return all;
  };
  const faultsOf = (text: string): readonly string[] => {
    try {
      read(text);
      return [];
    } catch (error) {
      if (!(error instanceof ConfigFaults)) throw error;
      return error.faults.map(({ line, key, message }) => `${line} ${key}: ${message}`);
    }
  };
  return { read, faultsOf };
};
