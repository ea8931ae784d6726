import type { ServerResponse } from 'node:http';
import type { Language } from '../../../store/contacts';
import type { Board, Follower } from './board';
import { drawFor, withToken, type Drawn } from './draw-cards';
import { movesFrom } from './moves';
import { atTelephoneOf, callsFor, closelyFor, signOf, type Viewer } from './who-sees';

/** A stream to one page, and whom it speaks to. */
export interface Listening {
  readonly out: ServerResponse;
  readonly viewer: Viewer;
  readonly language: Language;
  /** The token of his forms. */
  readonly csrf: string;
}

/**
 * Tells a telephone page its cards and lists. What is told is the way from what the page shows to what it is to show: a state
 * that is passed over while the page is slow to read needs never be told, and a new connection is told everything.
 */
export const followScreen = ({ out, viewer, language, csrf }: Listening): Follower => {
  let shown: Drawn | undefined;
  const show = (board: Board): void => {
    const next = drawFor(board, viewer, language);
    const moves = movesFrom(shown, next);
    shown = { ...next, lists: next.lists ?? shown?.lists };
    if (moves) out.write(withToken(message('cards', moves), csrf));
  };
  return {
    viewer,
    closely: (going) => closelyFor(callsFor(going, viewer)),
    show: whenRead(out, show),
  };
};

/** Tells the page of a form which calls are at the telephone of who fills it in. */
export const followTelephone = ({ out, viewer }: Pick<Listening, 'out' | 'viewer'>): Follower => {
  let told: string | undefined;
  const show = ({ going }: Board): void => {
    const sign = signOf(atTelephoneOf(going, viewer));
    if (sign !== told) out.write(message('telephone', (told = sign)));
  };
  return { viewer, closely: () => [], show: whenRead(out, show) };
};

const message = (event: string, data: unknown): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Who has not read yet what was sent to him gets the newest of what comes meanwhile when he has. */
const whenRead = (out: ServerResponse, show: (board: Board) => void): ((board: Board) => void) => {
  let waiting: Board | undefined;
  const showNow = (board: Board): void => {
    if (!out.destroyed) show(board);
  };
  return (board) => {
    if (!out.writableNeedDrain) return showNow(board);
    if (!waiting)
      out.once('drain', () => {
        const newest = waiting!;
        waiting = undefined;
        showNow(newest);
      });
    waiting = board;
  };
};
