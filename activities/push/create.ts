import { linkBackTo } from '../../domain/link-back';
import { wantedNative } from '../../domain/projection';
import { transaction } from '../../store/database';
import { linkById, setRecord } from '../../store/links';
import { wantedOf, wantedSlaOf } from '../../store/push-load';
import { write, type Push } from './context';
import { adoptCreated } from './settle';

/** Makes the record, under our key and with our link back, and reads what became of it. */
export const createRecord = async (push: Push): Promise<void> => {
  const { load, link, rules, deps } = push;
  const wanted = wantedOf(load);
  const native = (field: keyof typeof wanted) => wantedNative(rules, field, wanted, link);
  const record = {
    key: link.key,
    fields: {
      title: native('title'),
      description: native('description'),
      status: native('status'),
      priority: native('priority'),
    },
    requester: load.requester,
    linkBack: linkBackTo(deps.publicUrl, load.ticket.number, deps.installation),
    sla: wantedSlaOf(load) ?? {},
  };
  let id = '';
  const { title, status, priority } = record.fields;
  const content = { kind: 'create', title, key: link.key, fields: { status, priority } } as const;
  const intent = await write(push, content, null, async () => {
    id = (await push.connector.create(record)).id;
  });
  await transaction(deps.db, (tx) => setRecord(tx, link, id));
  push.link = (await linkById(deps.db, link.id))!;
  await adoptCreated(push, intent);
};
