import { addendum } from '../../domain/comment-text';
import { isAsWanted, wantedNative } from '../../domain/projection';
import { remarkIn } from '../../domain/remark';
import { ConnectorFailure } from '../../connectors/failure';
import { setShadow } from '../../store/links';
import { wantedOf } from '../../store/push-load';
import { absorb, readRecord, rebaseIfNews, write, type Push } from './context';
import { refuseField } from './fields';

/** A description that the system cannot change there travels as an internal remark that names the original. */
export const pushDescription = async (push: Push): Promise<void> => {
  const { rules, load, link } = push;
  const wanted = wantedOf(load);
  if (rules.fields.description !== 'create-only') return;
  if (isAsWanted(rules, 'description', wanted, link.shadow, link)) return;
  const native = wantedNative(rules, 'description', wanted, link);
  if (link.refusals.description === native) return;
  try {
    await send(push, native);
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
    await refuseField(push, 'description', native);
  }
  await rebaseIfNews(push);
};

const send = async (push: Push, native: string): Promise<void> => {
  const { load, link, config, connector } = push;
  const outgoing = {
    key: `D-${load.ticket.id}.${load.ticket.version}`,
    body: addendum(remarkIn({ says: 'descriptionChanged', of: {} }, config.language), native),
    visibility: 'internal',
  } as const;
  const say = () => connector.comment(link.recordId!, outgoing);
  const intent = await write(push, { kind: 'addendum', ...outgoing }, null, say);
  await absorb(push, await readRecord(push, link.cursor), { intent, as: 'written' }, (_judged, tx) =>
    setShadow(tx, link.id, { description: native }, link.cursor),
  );
};
