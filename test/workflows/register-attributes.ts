import { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';

const { IndexedValueType } = temporal.api.enums.v1;
const types = {
  Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  KeywordList: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
} as const;

/** The time-skipping server begins without any. */
export const registerAttributes = async (
  { connection, namespace }: TestWorkflowEnvironment,
  attributes: Readonly<Record<string, keyof typeof types>>,
): Promise<void> => {
  await connection.operatorService.addSearchAttributes({
    namespace: namespace ?? 'default',
    searchAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, type]) => [name, types[type]]),
    ),
  });
};
