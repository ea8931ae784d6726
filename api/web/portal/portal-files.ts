import type { PoolClient } from 'pg';
import { fileName } from '../../../domain/file-name';
import type { TicketView } from '../../../store/ticket-view';
import type { FilesAllowed, FormFile } from '../../form';
import type { AppOptions } from '../../options';
import { addFile } from '../../tickets/speak';
import { mostBytes } from '../../upload-limits';
import type { PortalPerson } from './portal-guard';

export const mostFiles = 5;

/** What one form of the portal may bring. */
export const filesAllowed = (options: AppOptions): FilesAllowed => ({
  most: mostFiles,
  bytes: mostBytes(options),
});

/** Browsers send an empty file where none was chosen. */
export const chosenOf = (files: readonly FormFile[]): readonly FormFile[] =>
  files.filter(({ bytes, filename }) => bytes.length > 0 || filename !== '');

/** Hangs files on a ticket, or on a comment of it. A requester’s are public. */
export const addFiles = async (
  tx: PoolClient,
  options: AppOptions,
  ticket: TicketView,
  files: readonly FormFile[],
  { person, comment }: { readonly person: PortalPerson; readonly comment?: number },
): Promise<void> => {
  for (const file of files) {
    const named = { ...file, filename: fileName(file.filename), visibility: 'public' } as const;
    const on = comment === undefined ? {} : { comment: String(comment) };
    await addFile(tx, options, ticket, { ...named, ...on }, person);
  }
};
