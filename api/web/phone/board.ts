import type { CallerView } from '../../../store/calls/caller';
import type { CallView } from '../../../store/calls/call-view';
import type { Viewer } from './who-sees';

/** What goes on at the telephones, as every page that follows it is told. */
export interface Board {
  /** Calls under way, the newest first. */
  readonly going: readonly CallView[];
  /** Undefined: not looked up yet, or nobody. */
  caller(contact: number): CallerView | undefined;
  /** Undefined: not read yet. */
  lists(userId: number): Lists | undefined;
}

/** What stands below the calls. */
export interface Lists {
  readonly toCallBack: readonly CallView[];
  readonly withoutTicket: readonly CallView[];
}

/** A page that follows the board. */
export interface Follower {
  readonly viewer: Viewer;
  /** The calls of which it shows everything that is known of who calls. */
  closely(going: readonly CallView[]): readonly CallView[];
  show(board: Board): void;
}
