import type { PoolClient } from 'pg';
import type { RecordEvent, RecordState } from '../domain/record';
import { insertChange } from '../store/changes';
import type { Link } from '../store/links';
import { appendLive } from '../store/live';
import { requesterEmailOf } from '../store/requester';
import { ticketById } from '../store/tickets';
import { storeSight } from './absorb';
import { filesOf, type FetchedFiles, type SeenFile } from './fetch-files';
import { storeFirstAssignee } from './store-first-assignee';

/** Every file that a record has when it is first met. */
export const filesAtFirstSight = (state: RecordState): readonly SeenFile[] => [
  ...state.history.flatMap(filesOf),
  ...state.firstFiles,
];

/** What happened to the fields before the first sight is in them already: only what was said and attached is news. */
export const storeFirstSight = async (
  tx: PoolClient,
  link: Link,
  state: RecordState,
  files: FetchedFiles,
  clockOffset: number,
): Promise<void> => {
  const judged = state.history.map((event) => ({
    event: event.kind === 'field' ? asBefore(event) : event,
    verdict: 'news' as const,
  }));
  const requesterEmail = await requesterEmailOf(tx, link.ticketId);
  await storeSight(tx, { link, state, judged, files, clockOffset, requesterEmail }, false);
  await storeFirstFiles(tx, link, state, files, clockOffset);
  await storeFirstAssignee(tx, link, state, clockOffset);
  const ticket = (await ticketById(tx, link.ticketId))!;
  appendLive(tx, 'ticket', ticket.id, { number: ticket.number, version: ticket.version });
};

const asBefore = (event: RecordEvent & { kind: 'field' }): RecordEvent => ({
  kind: 'other',
  entry: event.entry,
  at: event.at,
  actor: event.actor,
  what: `${event.field}-before-first-sight`,
});

const storeFirstFiles = async (
  tx: PoolClient,
  link: Link,
  state: RecordState,
  files: FetchedFiles,
  clockOffset: number,
): Promise<void> => {
  for (const file of state.firstFiles) {
    const [stored, leftOut] = [files.stored.get(file.id), files.leftOut.get(file.id)];
    if (!stored && !leftOut) continue;
    await insertChange(tx, {
      ticketId: link.ticketId,
      linkId: link.id,
      system: link.system,
      recordId: state.id,
      kind: 'attachment',
      changeId: `first/${file.id}`,
      entry: '0',
      at: state.createdAt - clockOffset,
      actor: { id: state.createdBy.id, name: state.createdBy.name },
      data: stored ? { file: stored } : { leftOut: [leftOut!] },
    });
  }
};
