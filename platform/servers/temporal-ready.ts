import { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { Child } from './child';
import { waitUntil } from './wait-until';

export type SearchAttributeType = 'Text' | 'Keyword' | 'Int' | 'Double' | 'Bool' | 'Datetime' | 'KeywordList';

/** Search attribute names with their types. */
export type SearchAttributes = Readonly<Record<string, SearchAttributeType>>;

/** Waits until the server answers for its namespace; false when it ended, or the time has passed. */
export async function whenReady(
  address: string,
  namespace: string,
  { child, timeoutMs }: { child: Child; timeoutMs: number },
): Promise<boolean> {
  const connection = Connection.lazy({ address });
  const describe = (): Promise<unknown> => connection.workflowService.describeNamespace({ namespace });
  const answers = (): Promise<boolean> =>
    connection.withDeadline(Date.now() + 2_000, describe).then(
      () => true,
      () => false,
    );
  try {
    const settled = await waitUntil(async () => !child.running() || (await answers()), {
      timeoutMs,
      everyMs: 100,
    });
    return settled && child.running();
  } finally {
    await connection.close();
  }
}

/** A week: time enough to look at a closed ticket's run. The server's own default is a day. */
const RETENTION_SECONDS = 7 * 24 * 3600;

/**
 * Adds the search attributes that the namespace does not have: the server registers those of its command line only
 * when it makes the namespace. Throws when one exists with another type, which cannot be changed.
 */
export async function registerAttributes(
  address: string,
  namespace: string,
  wanted: SearchAttributes,
): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.entries(wanted).filter(([name]) => customAttributes[name] == null);
    for (const [name, type] of Object.entries(wanted)) checkType(name, type, customAttributes[name]);
    if (missing.length > 0) {
      const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, valueType(type)]));
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    }
    const config = { workflowExecutionRetentionTtl: { seconds: RETENTION_SECONDS as never } };
    await connection.workflowService.updateNamespace({ namespace, config });
  } finally {
    await connection.close();
  }
}

function checkType(name: string, type: SearchAttributeType, has: unknown): void {
  if (has == null || has === valueType(type)) return;
  throw new Error(
    `Temporal: search attribute ${name} is wanted as ${type}, but this namespace has it with another type, ` +
      'which cannot be changed. Give it another name, or move the Temporal database away.',
  );
}

const { IndexedValueType } = temporal.api.enums.v1;

function valueType(type: SearchAttributeType): temporal.api.enums.v1.IndexedValueType {
  return {
    Text: IndexedValueType.INDEXED_VALUE_TYPE_TEXT,
    Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
    Int: IndexedValueType.INDEXED_VALUE_TYPE_INT,
    Double: IndexedValueType.INDEXED_VALUE_TYPE_DOUBLE,
    Bool: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
    Datetime: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
    KeywordList: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  }[type];
}
