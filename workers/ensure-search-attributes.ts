import { temporal } from '@temporalio/proto';
import type { Log } from '../activities/deps';
import type { Temporal } from '../platform/temporal-client';
import { searchAttributes } from './search-attributes';

const { IndexedValueType } = temporal.api.enums.v1;
const typeOf = (name: string) =>
  searchAttributes[name] === 'KeywordList'
    ? IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST
    : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;

/**
 * Adds our search attributes to the namespace where they are missing: without them the server refuses what the workflows
 * write. Where our account may not (Temporal Cloud), the log says what an administrator has to do.
 */
export const ensureSearchAttributes = async (
  { client, connection }: Temporal,
  log: Pick<Log, 'info' | 'warn'>,
): Promise<void> => {
  const { namespace } = client.options;
  const within = <T>(call: () => Promise<T>) => client.withDeadline(Date.now() + 10_000, call);
  try {
    const { customAttributes } = await within(() =>
      connection.operatorService.listSearchAttributes({ namespace }),
    );
    const missing = Object.keys(searchAttributes).filter((name) => customAttributes[name] == null);
    if (missing.length === 0) return;
    await within(() =>
      connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(missing.map((name) => [name, typeOf(name)])),
      }),
    );
    log.info({ namespace, missing }, 'search attributes added to the Temporal namespace');
  } catch (err) {
    log.warn({ err, namespace }, advice);
  }
};

const advice =
  'it could not be seen to that the Temporal namespace has our search attributes; make sure of them: ' +
  Object.entries(searchAttributes)
    .map(([name, type]) => `temporal operator search-attribute create --name ${name} --type ${type}`)
    .join('; ');
