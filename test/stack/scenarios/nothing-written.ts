import { isDeepStrictEqual } from 'node:util';
import { eventually } from '../../systems/eventually';
import type { Everything } from './everything';

const quietMs = 4000;

/** At rest nothing is written anywhere: no record, no version, no history grows. */
export const expectNothingWritten = async (
  all: Pick<Everything, 'rt' | 'db' | 'temporal'>,
): Promise<void> => {
  const before = await marks(all);
  const end = Date.now() + quietMs;
  await eventually('four quiet seconds are over', async () => Date.now() > end || undefined);
  expect(await marks(all)).toEqual(before);
};

const marks = async ({ rt, db, temporal }: Pick<Everything, 'rt' | 'db' | 'temporal'>) => ({
  rt: (
    await rt.asAgent('root')<{ items: { id: string }[] }>(
      'GET',
      `/transactions?query=${encodeURIComponent('id > 0')}&orderby=id&order=DESC&per_page=1`,
    )
  ).json.items[0]!.id,
  versions: (await db.query('select id, version from tickets order by id')).rows,
  journals: (await db.query('select count(*) from changes')).rows[0].count,
  histories: await historyLengths(temporal),
});

/** Events of every ticket's run, by workflow id. */
export const historyLengths = async ({ client }: Everything['temporal']): Promise<Record<string, number>> => {
  const lengths: Record<string, number> = {};
  for await (const { workflowId } of client.workflow.list({ query: `WorkflowType = 'ticket'` })) {
    const { historyLength } = await client.workflow.getHandle(workflowId).describe();
    lengths[workflowId] = historyLength;
  }
  return lengths;
};

/** The same, once the last workflow tasks are over. */
export const restingLengths = async (temporal: Everything['temporal']): Promise<Record<string, number>> => {
  let now = await historyLengths(temporal);
  await eventually('the workflows rest', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const before = now;
    now = await historyLengths(temporal);
    return isDeepStrictEqual(before, now) || undefined;
  });
  return now;
};
