import type { ServerResponse } from 'node:http';
import type { Language } from '../../../store/contacts';
import type { Board, Follower } from './board';
import { drawCards, drawLists, withToken, type Cards } from './draw-cards';
import { movesFrom, type Moves } from './moves';
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
  let shown: Cards | undefined;
  let listed: string | undefined;
  const show = (board: Board): void => {
    const cards = drawCards(board, viewer, language);
    const lists = drawLists(board, viewer, language);
    const moves = wayFrom(shown, cards);
    const news = lists === undefined || lists === listed ? '' : message('lists', lists);
    [shown, listed] = [cards, lists ?? listed];
    if (moves || news) out.write(withToken(moves + news, csrf));
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

/** The way between two states, as it is sent: most pages go the same one. Empty: there is none. */
const wayFrom = (shown: Cards | undefined, next: Cards): string => {
  const known = ways.get(next) ?? new WeakMap<object, string>();
  ways.set(next, known);
  const way = known.get(shown ?? nothing) ?? wayText(movesFrom(shown, next));
  known.set(shown ?? nothing, way);
  return way;
};
const wayText = (moves: Moves | undefined): string => (moves ? message('cards', moves) : '');
const ways = new WeakMap<Cards, WeakMap<object, string>>();
const nothing = {};

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
