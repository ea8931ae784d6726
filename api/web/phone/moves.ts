import type { Cards } from './draw-cards';

/** What a page is told: the cards that are new to it, and which stand there now, in which order. */
export interface Moves {
  readonly order: readonly string[];
  readonly cards: Readonly<Record<string, string>>;
}

/** From what a page shows to what it is to show; undefined when it shows that already. Nothing shown: everything is told. */
export const movesFrom = (shown: Cards | undefined, next: Cards): Moves | undefined => {
  if (shown === next) return undefined;
  const cards = [...next].filter(([id, html]) => shown?.get(id) !== html);
  const order = [...next.keys()];
  const stays = shown && order.join() === [...shown.keys()].join();
  return stays && cards.length === 0 ? undefined : { order, cards: Object.fromEntries(cards) };
};
