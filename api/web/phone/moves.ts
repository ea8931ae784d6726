import type { Drawn } from './draw-cards';

/** What a page is told: the parts that are new to it, and which cards stand there now, in which order. */
export interface Moves {
  readonly order: readonly string[];
  readonly cards: Readonly<Record<string, string>>;
  readonly lists?: string;
}

/** From what a page shows to what it is to show; undefined when it shows that already. Nothing shown: everything is told. */
export const movesFrom = (shown: Drawn | undefined, next: Drawn): Moves | undefined => {
  const cards = [...next.cards].filter(([id, html]) => shown?.cards.get(id) !== html);
  const order = [...next.cards.keys()];
  const stays = shown && order.join() === [...shown.cards.keys()].join();
  const lists = next.lists === shown?.lists ? undefined : next.lists;
  if (stays && cards.length === 0 && lists === undefined) return undefined;
  return { order, cards: Object.fromEntries(cards), ...(lists === undefined ? {} : { lists }) };
};
