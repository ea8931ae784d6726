import { temporal } from '@temporalio/proto';
import type { History } from '@temporalio/common/lib/proto-utils';

const Proto = temporal.api.history.v1.History;

/**
 * A history as a file that people can read. Not the JSON of Temporal's own tools: the SDK's converters for that break when
 * npm installs protobufjs more than once (`type must be a Type`).
 */
export const historyToText = (history: History): string => {
  const plain = Proto.toObject(Proto.fromObject(history), { enums: String, longs: String, bytes: String });
  return `${JSON.stringify(plain)}\n`;
};

export const historyFromText = (text: string): History => Proto.fromObject(JSON.parse(text) as object);
