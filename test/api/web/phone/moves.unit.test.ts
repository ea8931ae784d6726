import fc from 'fast-check';
import type { Drawn } from '../../../../api/web/phone/draw-cards';
import { movesFrom, type Moves } from '../../../../api/web/phone/moves';

/** As a page does it. */
const apply = (shown: Drawn | undefined, { order, cards, lists }: Moves): Drawn => ({
  cards: new Map(order.map((id) => [id, cards[id] ?? shown!.cards.get(id)!])),
  lists: lists ?? shown?.lists,
});

const card = fc.tuple(
  fc.constantFrom('call-1', 'call-2', 'call-3', 'call-4'),
  fc.constantFrom('a', 'b', 'c'),
);
const drawn = fc.record({
  cards: fc.uniqueArray(card, { selector: ([id]) => id }).map((cards) => new Map(cards)),
  lists: fc.constantFrom('x', 'y'),
});

describe('what a page is told', () => {
  test('leads from whatever it shows to what it is to show', () => {
    fc.assert(
      fc.property(fc.option(drawn, { nil: undefined }), drawn, (shown, next) => {
        const moves = movesFrom(shown, next);
        const then = moves ? apply(shown, moves) : shown!;
        expect([...then.cards]).toEqual([...next.cards]);
        expect(then.lists).toBe(next.lists);
      }),
    );
  });

  test('is nothing when it shows that already, and else only what is new to it', () => {
    const shown: Drawn = {
      cards: new Map([
        ['call-1', 'a'],
        ['call-2', 'b'],
      ]),
      lists: 'x',
    };
    expect(movesFrom(shown, shown)).toBeUndefined();
    const next: Drawn = {
      cards: new Map([
        ['call-2', 'b'],
        ['call-3', 'c'],
      ]),
      lists: 'x',
    };
    expect(movesFrom(shown, next)).toEqual({ order: ['call-2', 'call-3'], cards: { 'call-3': 'c' } });
  });

  test('leaves the lists alone while they are not read', () => {
    const shown: Drawn = { cards: new Map([['call-1', 'a']]), lists: 'x' };
    expect(movesFrom(shown, { ...shown, lists: undefined })).toBeUndefined();
  });
});
