import { createHash } from 'node:crypto';
import type { Actor, RecordEvent, RemoteFile } from '../domain/record';
import type { Visibility } from '../domain/ticket';
import type { ChangeKind, NewChange } from '../store/changes';
import type { Link } from '../store/links';
import type { FetchedFiles } from './fetch-files';

/** A short fingerprint of a remote text with its visibility, to notice silent edits. */
export const noteHash = (body: string, visibility: Visibility): string =>
  createHash('sha256').update(`${visibility}\n${body}`).digest('hex').slice(0, 32);

export interface Row extends Omit<NewChange, 'ticketId' | 'linkId'> {
  readonly kind: ChangeKind;
}

const person = (actor: Actor) => ({
  id: actor.id,
  name: actor.name,
  ...(actor.email && { email: actor.email }),
  ...(actor.isSystem && { isSystem: true }),
});

/** One history entry as a change row. `files`: what became of those of the event. */
export const rowOf = (
  link: Pick<Link, 'system' | 'recordId'>,
  event: RecordEvent,
  clockOffset: number,
  requesterEmail: string | null,
  files: FetchedFiles,
): Row => {
  const head = {
    system: link.system,
    recordId: link.recordId!,
    entry: event.entry,
    at: event.at - clockOffset,
    actor: person(event.actor),
  };
  switch (event.kind) {
    case 'field':
      return {
        ...head,
        kind: 'field',
        field: event.field,
        changeId: event.entry,
        old: event.old,
        new: event.new,
      };
    case 'comment':
      return {
        ...head,
        kind: 'comment',
        changeId: event.entry,
        data: {
          commentId: event.id,
          body: event.body,
          visibility: event.visibility,
          hash: noteHash(event.body, event.visibility),
          byRequester: isRequester(event.actor, requesterEmail),
          files: event.files.flatMap((file) => files.stored.get(file.id) ?? []),
          ...leftOutOf(event.files, files),
        },
      };
    case 'assigned':
      return { ...head, kind: 'assigned', changeId: event.entry, old: null, new: event.to };
    case 'requester':
      return {
        ...head,
        kind: 'field',
        field: 'requester',
        changeId: event.entry,
        data: { requester: event.who },
      };
    case 'file':
      return {
        ...head,
        kind: 'attachment',
        changeId: `${event.entry}/${event.file.id}`,
        data: { file: files.stored.get(event.file.id), ...leftOutOf([event.file], files) },
      };
    case 'other':
      return { ...head, kind: 'other', field: event.what, changeId: event.entry, ignored: 'notOurs' };
  }
};

const leftOutOf = (files: readonly RemoteFile[], { leftOut }: FetchedFiles) => {
  const those = files.flatMap((file) => leftOut.get(file.id) ?? []);
  return those.length === 0 ? {} : { leftOut: those };
};

const isRequester = (actor: Actor, requesterEmail: string | null): boolean =>
  !actor.isOurAccount && !!requesterEmail && actor.email?.toLowerCase() === requesterEmail.toLowerCase();
