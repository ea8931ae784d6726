import { fieldDrift, type Difference } from '../../domain/drift';
import type { RecordState } from '../../domain/record';
import { rulesOf } from '../../domain/rules';
import type { RecordField } from '../../domain/ticket';
import { filesToPush } from '../../store/attachments';
import { commentsToPush } from '../../store/comments';
import type { Queryable } from '../../store/database';
import { storedEntries } from '../../store/inbox-work';
import { wantedOf, wantedSlaOf, type PushLoad } from '../../store/push-load';
import { after, judge, type Judged } from '../absorb';
import type { Deps } from '../deps';
import { silentChanges } from '../silent-changes';

/** Everything in which a record that was just read differs from its ticket, and the events that were read with it. */
export const differencesOf = async (
  deps: Deps,
  load: PushLoad,
  state: RecordState,
): Promise<{ readonly differences: readonly Difference[]; readonly judged: readonly Judged[] }> => {
  const { link } = load;
  if (state.id !== link.recordId)
    return {
      differences: [{ field: 'record', kind: 'edited', ours: link.recordId, theirs: state.id }],
      judged: [],
    };
  const judged = await judge(deps.db, link, after(state.history, link.cursor));
  const missed = await missedOf(deps.db, load, judged);
  const fields = fieldDrift(rulesOf(deps.rules, link.system)!, {
    wanted: wantedOf(load),
    refusals: link.refusals,
    overrides: link.overrides,
    key: link.key,
    shadow: link.shadow,
    present: state.fields,
    presentKey: state.key,
    wantedSla: wantedSlaOf(load),
    presentSla: state.sla ?? {},
    explained: (field) => isExplained(field, judged, missed),
  });
  const differences = [
    ...fields,
    ...missed.flatMap(missedText),
    ...(await silent(deps.db, load, state)),
    ...(await owed(deps.db, load)),
  ];
  return { differences, judged };
};

/** News of the record's history that no change row tells of. */
const missedOf = async (
  db: Queryable,
  { link }: PushLoad,
  judged: readonly Judged[],
): Promise<readonly Judged[]> => {
  const news = judged.filter(({ verdict }) => verdict === 'news');
  if (news.length === 0) return [];
  const entries = [...new Set(news.map(({ event }) => event.entry))];
  const stored = await storedEntries(db, link.system, link.recordId!, entries);
  return news.filter(({ event }) => !stored.has(event.entry));
};

const isExplained = (
  field: RecordField,
  judged: readonly Judged[],
  missed: readonly Judged[],
): boolean | undefined => {
  const ofField = ({ event }: Judged) => event.kind === 'field' && event.field === field;
  return judged.some(ofField) ? !missed.some(ofField) : undefined;
};

const missedText = ({ event }: Judged): readonly Difference[] => {
  if (event.kind === 'comment') return [{ field: 'comment', kind: 'edited', ours: null, theirs: event.id }];
  if (event.kind === 'file')
    return [{ field: 'attachment', kind: 'edited', ours: null, theirs: event.file.filename }];
  return [];
};

/** Bodies stay out of the report: a comment is named by its ids here and there. */
const silent = async (db: Queryable, { link }: PushLoad, state: RecordState): Promise<Difference[]> =>
  (await silentChanges(db, link, state)).map(({ commentId, remoteId, data }) =>
    data.hash === 'gone'
      ? { field: 'comment', kind: 'comment-missing', ours: String(commentId), theirs: null }
      : { field: 'comment', kind: 'edited', ours: String(commentId), theirs: remoteId },
  );

/** What the record is confirmed to show, and was never sent. */
const owed = async (db: Queryable, { ticket, link }: PushLoad): Promise<Difference[]> => [
  ...(await commentsToPush(db, ticket.id, link.id)).map(({ id }): Difference => ({
    field: 'comment',
    kind: 'debt',
    ours: String(id),
    theirs: null,
  })),
  ...(await filesToPush(db, ticket.id, link.id)).map(({ filename }): Difference => ({
    field: 'attachment',
    kind: 'debt',
    ours: filename,
    theirs: null,
  })),
];
