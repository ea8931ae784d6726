import { randomBytes } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import type { JSX } from 'preact';
import type { CallView } from '../../../store/calls/call-view';
import type { CallerView } from '../../../store/calls/caller';
import type { Language } from '../../../store/contacts';
import { CallBackList, CallCard, QuietLine, RingingCard, WithoutTicket } from '../components/phone-page';
import { textsOf } from '../texts/index';
import type { Visitor } from '../visitor';
import type { Board } from './board';
import { callsFor, mostShown, ringsAtHim, type CallsFor, type Viewer } from './who-sees';

/** Stands in what is drawn for everybody where each page has the token of its own session. Nobody can guess, and so write, it. */
const token = `token-${randomBytes(18).toString('hex')}`;

/** What was drawn for everybody, with the token of one person's forms. */
export const withToken = (html: string, csrf: string): string => html.replaceAll(token, csrf);

/** The cards of a page, as HTML by their ids, in their order. */
export type Cards = ReadonlyMap<string, string>;

/** Draws what one person is to see of the board in his language. Whoever sees what everybody sees gets the very same cards. */
export const drawCards = (board: Board, viewer: Viewer, language: Language): Cards => {
  const calls = callsFor(board.going, viewer);
  const isLikeOthers = calls.mine.length === 0 && !calls.ringing.some((call) => ringsAtHim(call, viewer));
  const his = () => draw(board, calls, viewer, language);
  return isLikeOthers ? ofOthers(board, language, his) : his();
};

const ofOthers = (board: Board, language: Language, his: () => Cards): Cards => {
  const known = others.get(board) ?? new Map<Language, Cards>();
  others.set(board, known);
  const cards = known.get(language) ?? his();
  known.set(language, cards);
  return cards;
};
const others = new WeakMap<Board, Map<Language, Cards>>();

const draw = (board: Board, { mine, ringing }: CallsFor, viewer: Viewer, language: Language): Cards => {
  const visitor = everybody[language];
  const callerOf = ({ contact }: CallView, n: number): CallerView | null =>
    contact === null || n >= mostShown ? null : (board.caller(contact) ?? null);
  const cards = new Map<string, string>();
  mine.forEach((call, n) =>
    cards.set(`call-${call.id}`, drawMine(visitor, call, callerOf(call, n), n === 0)),
  );
  ringing.forEach((call, n) =>
    cards.set(`call-${call.id}`, drawRinging(visitor, call, callerOf(call, n), ringsAtHim(call, viewer))),
  );
  if (cards.size === 0)
    cards.set(
      'quiet',
      once(visitor, visitor, 'quiet', () => QuietLine({ visitor })),
    );
  return cards;
};

/** What stands below the cards; undefined while it is not read. */
export const drawLists = (board: Board, viewer: Viewer, language: Language): string | undefined => {
  const lists = board.lists(viewer.userId);
  if (!lists) return undefined;
  const { toCallBack, withoutTicket } = lists;
  const visitor = everybody[language];
  return (
    once(visitor, toCallBack, 'call back', () => CallBackList({ visitor, calls: toCallBack })) +
    once(visitor, withoutTicket, 'without ticket', () => WithoutTicket({ visitor, calls: withoutTicket }))
  );
};

const visitorIn = (language: Language): Visitor => ({
  ...{ language, texts: textsOf(language), principal: null, userId: null, csrf: token },
});
const everybody: { readonly [language in Language]: Visitor } = { ru: visitorIn('ru'), en: visitorIn('en') };

const drawMine = (visitor: Visitor, call: CallView, caller: CallerView | null, isFirst: boolean): string =>
  once(visitor, call, `mine ${isFirst} ${markOf(caller)}`, () =>
    CallCard({ visitor, shown: { call, caller }, isFirst }),
  );

const drawRinging = (visitor: Visitor, call: CallView, caller: CallerView | null, atYou: boolean): string =>
  once(visitor, call, `ringing ${atYou} ${markOf(caller)}`, () =>
    RingingCard({ visitor, shown: { call, caller }, atYou }),
  );

/** What was drawn of a call, as it was read, goes with it. */
const drawn = new WeakMap<object, Map<string, string>>();

const once = ({ language }: Visitor, of: object, name: string, draw: () => JSX.Element | null): string => {
  const known = drawn.get(of) ?? new Map<string, string>();
  drawn.set(of, known);
  const key = `${language} ${name}`;
  const html = known.get(key) ?? rendered(draw());
  known.set(key, html);
  return html;
};

const rendered = (part: JSX.Element | null): string => (part ? renderToString(part) : '');

/** Tells apart what was found of one person at one time from what was found of him, or of others, at another. */
const markOf = (caller: CallerView | null): number => {
  if (!caller) return 0;
  const mark = marks.get(caller) ?? (lastMark += 1);
  marks.set(caller, mark);
  return mark;
};
const marks = new WeakMap<CallerView, number>();
let lastMark = 0;
