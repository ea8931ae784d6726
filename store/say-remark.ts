import { ourName, remarkIn, type Remark } from '../domain/remark';
import { front } from '../domain/ticket';
import { insertComment } from './comments';
import type { Queryable } from './database';

/** Says something of our own in the ticket, for staff only. Answers with the comment's id. */
export const sayRemark = (tx: Queryable, ticketId: number, remark: Remark, at: Date): Promise<number> =>
  insertComment(tx, {
    ticketId,
    authorName: ourName,
    origin: front,
    body: remarkIn(remark, 'en'),
    remark,
    visibility: 'internal',
    at,
  });
