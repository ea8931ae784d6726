import { linkBackTo } from '../../domain/link-back';
import {
  difference,
  isAsWanted,
  isSlaAsWanted,
  slaDifference,
  wantedNative,
  wantedSla,
} from '../../domain/projection';
import type { RecordState } from '../../domain/record';
import { recordFields, shownFields, type RecordField, type ShownField } from '../../domain/ticket';
import { ConnectorFailure } from '../../connectors/failure';
import type { RecordChanges } from '../../connectors/port';
import { setRefusal } from '../../store/links';
import { raiseProblem, resolveProblems } from '../../store/problems';
import { wantedOf, wantedSlaOf } from '../../store/push-load';
import { transaction } from '../../store/database';
import { absorb, readRecord, rebaseIfNews, reload, write, type Push } from './context';

/** A status that the system moves by itself in answer to our write is written again; more often than this it is refused. */
const maxRounds = 3;

/** Makes the record's fields what they should be; what the system will not take is a problem of that field only. */
export const pushFields = async (push: Push): Promise<void> => {
  for (let round = 0; round < maxRounds; round += 1) {
    await reload(push);
    const diff = fieldsToWrite(push, round === 0);
    if (Object.keys(diff).length === 0) return;
    const refused = await writeFields(push, diff);
    await rebaseIfNews(push);
    for (const field of refused) await refuseField(push, field, diff[field]!);
  }
};

/** What is read back and held against what was written; the link back is not: it is put there once, as a help to people. */
type Written = RecordField | ShownField | 'key';

const writtenIn = ({ linkBack: _, ...fields }: RecordChanges): readonly Written[] =>
  Object.keys(fields) as Written[];

const fieldsToWrite = (push: Push, isFirst: boolean): RecordChanges => {
  const { link, rules, load } = push;
  const refusedKey = (link.refusals as { key?: string }).key;
  const lacksKey = link.shadow.key !== link.key && refusedKey !== link.key;
  return {
    ...difference(rules, wantedOf(load), link.shadow, link),
    ...slaDifference(wantedSlaOf(load), link.shadow, link),
    ...(lacksKey && { key: link.key }),
    // A record that we did not make gets our link once, with the first that is written to it.
    ...(isFirst &&
      lacksKey && { linkBack: linkBackTo(push.deps.publicUrl, load.ticket.number, push.deps.installation) }),
  };
};

/** Writes and reads back; answers with the fields that did not become what was written. */
const writeFields = async (push: Push, diff: RecordChanges): Promise<readonly Written[]> => {
  try {
    const content = { kind: 'fields', fields: diff } as const;
    const intent = await write(push, content, null, () => push.connector.write(push.link.recordId!, diff));
    const state = await readRecord(push, push.link.cursor);
    const judged = await absorb(push, state, { intent, as: 'written' });
    const moved = new Set(
      judged.flatMap(({ event, verdict }) =>
        event.kind === 'field' && verdict !== 'echo' ? [event.field as string] : [],
      ),
    );
    return writtenIn(diff).filter((field) => !moved.has(field) && !took(push, field, state));
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
    return refusedFields(push, diff, error);
  }
};

const took = ({ rules, load, link }: Push, field: Written, state: RecordState): boolean => {
  if (field === 'key') return state.key === link.key;
  return isSla(field)
    ? isSlaAsWanted(field, wantedSlaOf(load), state.sla ?? {}, link)
    : isAsWanted(rules, field, wantedOf(load), state.fields, link);
};

const isSla = (field: string): field is ShownField => shownFields.some((each) => each === field);

/** The system said no to the whole: to the field that it named, or else each is tried alone. */
const refusedFields = async (
  push: Push,
  diff: RecordChanges,
  error: ConnectorFailure,
): Promise<readonly Written[]> => {
  const fields = writtenIn(diff);
  const named = fields.find((field) => field === error.details.field);
  if (named) return [named];
  if (fields.length === 1) return fields;
  const refused: Written[] = [];
  for (const field of fields) refused.push(...(await writeFields(push, { [field]: diff[field] })));
  return refused;
};

/** The record goes without this value of the field until ours is another, or a person has acted. */
export const refuseField = async (push: Push, field: Written, native: string): Promise<void> => {
  const { link, load } = push;
  await transaction(push.deps.db, async (tx) => {
    await setRefusal(tx, link.id, field, native);
    await raiseProblem(tx, {
      ticketId: load.ticket.id,
      linkId: link.id,
      system: link.system,
      kind: 'field-refused',
      field,
      value: native,
      values: {
        field,
        value: native.slice(0, 200),
        ticket: load.ticket.number,
        record: link.recordId ?? '',
      },
    });
  });
  push.link = { ...link, refusals: { ...link.refusals, [field]: native } };
};

/** What was refused once and is now as wanted is forgotten, with its problem. */
export const forgetSettledRefusals = async (push: Push): Promise<void> => {
  const wanted = wantedOf(push.load);
  for (const field of [...recordFields, ...shownFields]) {
    const refused = push.link.refusals[field];
    if (refused === undefined) continue;
    const isOver = isSla(field)
      ? isSlaOver(push, field, refused)
      : isAsWanted(push.rules, field, wanted, push.link.shadow, push.link) ||
        wantedNative(push.rules, field, wanted, push.link) !== refused;
    if (isOver) await forget(push, field);
  }
};

const isSlaOver = ({ load, link }: Push, field: ShownField, refused: string): boolean =>
  isSlaAsWanted(field, wantedSlaOf(load), link.shadow, link) ||
  wantedSla(field, wantedSlaOf(load), link) !== refused;

const forget = async (push: Push, field: RecordField | ShownField): Promise<void> => {
  await transaction(push.deps.db, async (tx) => {
    await tx.query('update links set refusals = refusals - $2::text where id = $1', [push.link.id, field]);
    await resolveProblems(tx, { linkId: push.link.id, kind: 'field-refused', field });
  });
};
