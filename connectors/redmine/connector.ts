import type { Capabilities, Connector } from '../port';
import type { RedmineConfig } from '../system-config';
import { asActor } from './account';
import { checkRedmine } from './check';
import { hideComment, writeComment } from './comment';
import { eraseFromIssue } from './erase';
import { attach, defaultLimit, fetchFile } from './files';
import { partsFor } from './parts';
import { pollIssues } from './poll';
import { allComments, readIssue } from './read';
import { findByKey, listIssues, mostPerPage } from './search';
import { createIssue, writeFields } from './write';

export interface RedmineOptions {
  /** Issues to a page of a search; at most 100. */
  readonly pageSize?: number;
}

/** A connector to one Redmine (5.0 or newer). Opens no connection yet; close it at the end. */
export const createRedmine = (config: RedmineConfig, options: RedmineOptions = {}): Connector => {
  const parts = partsFor(config, Math.min(options.pageSize ?? mostPerPage, mostPerPage));
  const { client, names, account, clock } = parts;
  return {
    type: 'redmine',
    capabilities: capabilitiesOf(config),
    pageOf: (id) => `${config.url.replace(/\/+$/, '')}/issues/${encodeURIComponent(id)}`,
    health: async () => ({ account: asActor(await account.fresh()), clockOffset: await clock.offset() }),
    findByKey: async (key) => findByKey(client, await names.get(), config.externalKeyField, key),
    read: (id, since) => readIssue(parts, id, since),
    create: (record) => createIssue(parts, record),
    write: (id, fields) => writeFields(parts, id, fields),
    comment: (id, comment) => writeComment(parts, id, comment),
    allComments: (id) => allComments(parts, id),
    hideComment: (_id, commentId) => hideComment(client, commentId),
    erase: (id, erasure) => eraseFromIssue(parts, id, erasure),
    attach: (id, file) => attach(client, id, file),
    fetchFile: (file) => fetchFile(client, file),
    poll: (cursor, overlapMs) => pollIssues(parts, cursor, overlapMs),
    list: (from, cursor) => listIssues(parts, from, cursor),
    check: () => checkRedmine(parts),
    close: () => client.http.close(),
  };
};

const capabilitiesOf = (config: RedmineConfig): Capabilities => ({
  fields: { title: 'editable', description: 'editable', status: 'editable', priority: 'editable' },
  maxLength: { title: 255 },
  maxFileBytes: defaultLimit,
  commentMayMoveStatus: false,
  changesSilently: true,
  publicComments: config.publicComments,
});
