import type { Fault } from '../../../domain/fault';
import type { CallView } from '../../../store/calls/call-view';
import type { CallerView } from '../../../store/calls/caller';
import type { CannedAnswer } from '../../../store/canned-answers';
import type { ContactView } from '../../../store/contacts';
import type { ServiceView } from '../../../store/services';
import type { Visitor } from '../visitor';
import type { Beside } from './call-beside';

/** What the page of a call's ticket is made of. */
export interface CallTicketProps {
  readonly visitor: Visitor;
  readonly call: CallView;
  readonly caller: CallerView | null;
  readonly draft: Readonly<Record<string, string>>;
  /** Somebody else who wrote in the draft just now. */
  readonly writer: string | null;
  readonly services: readonly ServiceView[];
  readonly answers: readonly CannedAnswer[];
  readonly found: readonly ContactView[];
  readonly who: string;
  readonly beside: Beside;
  readonly faults: readonly Fault[];
  readonly once: string;
}
