import fc from 'fast-check';
import type { Cards } from '../../../../api/web/phone/draw-cards';
import { movesFrom, type Moves } from '../../../../api/web/phone/moves';

/** As a page does it. */
const apply = (shown: Cards | undefined, { order, cards }: Moves): Cards =>
  new Map(order.map((id) => [id, cards[id] ?? shown!.get(id)!]));

const card = fc.tuple(
  fc.constantFrom('call-1', 'call-2', 'call-3', 'call-4'),
  fc.constantFrom('a', 'b', 'c'),
);
const some = fc.uniqueArray(card, { selector: ([id]) => id }).map((cards) => new Map(cards));

describe('what a page is told', () => {
  test('leads from whatever it shows to what it is to show', () => {
    fc.assert(
      fc.property(fc.option(some, { nil: undefined }), some, (shown, next) => {
        const moves = movesFrom(shown, next);
        expect([...(moves ? apply(shown, moves) : shown!)]).toEqual([...next]);
      }),
    );
  });

  test('is nothing when it shows that already, and else only what is new to it', () => {
    const shown = new Map([
      ['call-1', 'a'],
      ['call-2', 'b'],
    ]);
    expect(movesFrom(shown, new Map(shown))).toBeUndefined();
    const next = new Map([
      ['call-2', 'b'],
      ['call-3', 'c'],
    ]);
    expect(movesFrom(shown, next)).toEqual({ order: ['call-2', 'call-3'], cards: { 'call-3': 'c' } });
  });
});
