import { reason } from '../../domain/reason';
import { ConnectorFailure } from '../failure';
import type { Capabilities, Connector } from '../port';
import type { RequestTrackerConfig } from '../system-config';
import { Account } from './account';
import { checkDesk } from './check';
import { Client } from './client';
import { contractsIn } from './contracts';
import type { RequestTrackerOptions } from './client';
import { eraseFromTicket } from './erase';
import { attachFile, fetchFile, maxFileBytes } from './files';
import { Owners } from './owners';
import { pollTransactions } from './poll';
import { Queue } from './queue';
import { readTicket } from './read';
import { findByKey, listTickets } from './search';
import { addComment, createTicket, writeTicket } from './write';

const capabilities: Capabilities = {
  fields: { title: 'editable', description: 'create-only', status: 'editable', priority: 'editable' },
  // What is longer RT cuts off without a word; it counts bytes of UTF-8 (DBIx::SearchBuilder::Record::TruncateValue).
  maxLength: { title: { bytes: 200 } },
  maxFileBytes,
  commentMayMoveStatus: true,
  changesSilently: false,
  publicComments: 'correspondence',
};

/** Request Tracker 5, spoken to through REST 2 and nothing else. One request per call where RT allows it. */
export const createRequestTracker = (
  config: RequestTrackerConfig,
  options: RequestTrackerOptions = {},
): Connector => {
  const client = new Client(config, options);
  const account = new Account(client);
  const queue = new Queue(client);
  const owners = new Owners(client, account);
  return {
    type: config.type,
    capabilities,
    ...(config.contractsCatalog === undefined
      ? {}
      : { contracts: contractsIn(client, config.contractsCatalog) }),
    pageOf: (recordId) =>
      `${config.url.replace(/\/+$/, '')}/Ticket/Display.html?id=${encodeURIComponent(recordId)}`,
    health: () => account.health(),
    findByKey: (key) => findByKey(client, queue, key),
    create: (record) => createTicket(client, queue, record),
    read: (recordId, since, written) => readTicket({ client, account, owners }, recordId, since, written),
    write: (recordId, fields) => writeTicket(client, queue, recordId, fields),
    comment: (recordId, comment) => addComment(client, queue, recordId, comment),
    attach: (recordId, file) => attachFile(client, recordId, file),
    fetchFile: (file) => fetchFile(client, file),
    hideComment: (recordId, commentId) => Promise.reject(cannotHide(config, recordId, commentId)),
    erase: (recordId, erasure) => eraseFromTicket(client, recordId, erasure),
    poll: (cursor, overlapMs) => pollTransactions(client, cursor, overlapMs),
    list: (from, cursor) => listTickets(client, queue, from, cursor),
    check: () => checkDesk(client, account, queue),
    close: () => client.close(),
  };
};

const cannotHide = ({ name }: RequestTrackerConfig, recordId: string, commentId: string) =>
  new ConnectorFailure(
    'refused',
    'answered',
    reason('stays', { system: name, comment: commentId, record: recordId }),
  );
