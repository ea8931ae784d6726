import type { Fault } from '../../../domain/fault';
import type { CommentView } from '../../../store/comment-list';
import type { Rating } from '../../../store/portal/ratings';
import type { TicketView } from '../../../store/ticket-view';
import type { Visitor } from '../visitor';

/** What a requester’s page of a ticket is made of. */
export interface PortalTicketProps {
  readonly visitor: Visitor;
  readonly ticket: TicketView;
  /** Id of his contact. */
  readonly me: number;
  readonly comments: readonly CommentView[];
  readonly moreComments: string | null;
  readonly rating: Rating | undefined;
  /** The ticket that it was merged into, when he may see that. */
  readonly mergedInto: string | undefined;
  readonly faults: readonly Fault[];
  /** What was typed so far. */
  readonly draft: Readonly<Record<string, string>>;
}
