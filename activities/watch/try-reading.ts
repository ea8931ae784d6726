import { ConnectorFailure } from '../../connectors/failure';
import { systemOf, type Deps } from '../deps';
import { readRecord, type ReadOptions, type Reading } from '../read-record';

/**
 * Reads a record among others. One that fails although its system answers must not hold up the rest: 'failed', and whoever
 * asked sees to it that it is tried again. Throws when the system itself is in trouble, or asks to be let alone.
 */
export const tryReading = async (
  deps: Deps,
  system: string,
  recordId: string,
  options?: ReadOptions,
): Promise<Reading | { readonly is: 'failed'; readonly because: string }> => {
  try {
    return await readRecord(deps, system, recordId, options);
  } catch (error) {
    if (isOfSystem(error)) throw error;
    await systemOf(deps, system).connector.health();
    const because = error instanceof Error ? error.message : String(error);
    const isTheirs = error instanceof ConnectorFailure;
    deps.log[isTheirs ? 'warn' : 'error'](
      { system, record: recordId, err: isTheirs ? because : error },
      'a record cannot be read; it is tried again, the others go on',
    );
    return { is: 'failed', because };
  }
};

const isOfSystem = (error: unknown): boolean =>
  error instanceof ConnectorFailure && (error.kind === 'credentials' || error.details.status === 429);
