import { reason } from '../../domain/reason';
import type { RemoteFile } from '../../domain/record';
import { ConnectorFailure } from '../failure';
import { maxFileBytes } from '../http';
import type { OutgoingFile } from '../port';
import { UploadAnswer } from './answers';
import type { RedmineClient } from './client';
import { issuePath } from './parts';
import { outgoing } from './text';

/** Redmine's own default limit (attachment_max_size, 5120 KB), in bytes: the REST interface does not tell the real one. */
export const defaultLimit = 5 * 1024 * 1024;

/**
 * Uploads a file and hangs it on the issue, where everybody who sees the issue sees it: Redmine has no private files. The token is new each time: a used one would refuse the whole write, so a
 * repeat after an unknown outcome makes a second copy at worst, never an error.
 */
export const attach = async (client: RedmineClient, issueId: string, file: OutgoingFile): Promise<void> => {
  const filename = outgoing(file.filename);
  const query = { filename, content_type: file.mediaType };
  // Any other type is answered 406.
  const body = { bytes: file.bytes, mediaType: 'application/octet-stream' };
  const { upload } = await client.post('/uploads.json', UploadAnswer, body, query);
  const uploads = [{ token: upload.token, filename, content_type: file.mediaType }];
  await client.put(issuePath(issueId), { issue: { uploads } });
};

/** The bytes of a file. Throws `refused` when it is gone, or when what is kept there is not the whole of it. */
export const fetchFile = async (client: RedmineClient, file: RemoteFile): Promise<Buffer> => {
  const body = await download(client, file);
  if (body.length === file.size) return body;
  const again = await download(client, file);
  if (again.length === file.size) return again;
  const text = reason('cutFile', { file: file.id, came: String(again.length), size: String(file.size) });
  // The same twice is no accident of the way, and would keep its issue from being read for good.
  throw new ConnectorFailure(again.length === body.length ? 'refused' : 'transient', 'answered', text);
};

const download = async (client: RedmineClient, file: RemoteFile): Promise<Buffer> => {
  const path = `/attachments/download/${encodeURIComponent(file.id)}`;
  const { body } = await client.send({
    method: 'GET',
    path,
    headers: { accept: '*/*' },
    maxBytes: maxFileBytes,
  });
  return body;
};
