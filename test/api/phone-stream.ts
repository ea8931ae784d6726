import type { Moves } from '../../api/web/phone/moves';

/** What a telephone page without a browser shows, by what its live stream tells. */
export interface PhoneStream {
  readonly status: number;
  /** All that was sent, as it came. */
  told(): string;
  /** Waits until the cards, in their order, are such. */
  until(holds: (cards: ReadonlyMap<string, string>, lists: string) => boolean): Promise<void>;
  /** Settles when it has ended, from whichever side. */
  readonly ended: Promise<void>;
  stop(): void;
}

export const openPhoneStream = async (address: string, cookie: string): Promise<PhoneStream> => {
  const stop = new AbortController();
  const answer = await fetch(address, { headers: { cookie }, signal: stop.signal, redirect: 'manual' });
  let [told, rest, lists] = ['', '', ''];
  let cards = new Map<string, string>();
  let moved = (): void => {};
  const take = (event: string): void => {
    const [, name, data] = /^event: (\w+)\ndata: (.*)$/m.exec(event) ?? [];
    if (name === 'lists') lists = JSON.parse(data!) as string;
    if (name !== 'cards') return;
    const moves = JSON.parse(data!) as Moves;
    cards = new Map(moves.order.map((id) => [id, moves.cards[id] ?? cards.get(id)!]));
  };
  const read = async (): Promise<void> => {
    for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) {
      told += text;
      const events = (rest + text).split('\n\n');
      rest = events.pop()!;
      events.forEach(take);
      moved();
    }
  };
  return {
    status: answer.status,
    told: () => told,
    until: async (holds) => {
      while (!holds(cards, lists)) await new Promise<void>((resolve) => (moved = resolve));
    },
    ended: read().catch(() => undefined),
    stop: () => stop.abort(),
  };
};
