import { EventEmitter, once } from 'node:events';
import type { Moves } from '../../api/web/phone/moves';
import type { Operator } from '../house/operators';
import { cardClass, mostMs, type CardState, type PhonePage } from './phone-page';

/** An operator's page without a browser: it reads the live stream that such a page reads. */
export interface PhoneReader extends PhonePage {
  stop(): void;
}

export const openPhoneReader = async (url: string, { login, cookie }: Operator): Promise<PhoneReader> => {
  const stop = new AbortController();
  const headers = { cookie: `${cookie.name}=${cookie.value}` };
  const answer = await fetch(`${url}/phone/live`, { headers, signal: stop.signal });
  if (answer.status !== 200 || !answer.body) throw new Error(`GET /phone/live: ${answer.status}`);
  const screen = keepScreen();
  const take = (event: string): void => {
    if (/^event: cards$/m.test(event)) screen.take(JSON.parse(/^data: (.*)$/m.exec(event)![1]!) as Moves);
  };
  void readEvents(answer.body, take).catch(() => undefined); // aborted
  return { login, seen: async () => screen.seen, shows: screen.shows, stop: () => stop.abort() };
};

const readEvents = async (body: ReadableStream<Uint8Array>, take: (event: string) => void): Promise<void> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    const events = text.split('\n\n');
    text = events.pop()!;
    events.forEach(take);
  }
};

/** The cards that stand on such a page. */
const keepScreen = () => {
  const seen: Record<string, number> = {};
  const moved = new EventEmitter().setMaxListeners(0);
  let cards = new Map<string, CardState | undefined>();
  const take = ({ order, cards: fresh }: Moves): void => {
    cards = new Map(order.map((id) => [id, fresh[id] === undefined ? cards.get(id) : stateOf(fresh[id])]));
    for (const [id, state] of cards) if (state) seen[`${id.replace('call-', '')} ${state}`] ??= Date.now();
    moved.emit('move');
  };
  const shows = async (state: CardState, count: number): Promise<void> => {
    const signal = AbortSignal.timeout(mostMs);
    while ([...cards.values()].filter((one) => one === state).length !== count)
      await once(moved, 'move', { signal });
  };
  return { seen, take, shows };
};

/** Who answered has not got his card before it tells what the contract grants. */
const stateOf = (html: string): CardState | undefined => {
  if (html.includes(`call-card ${cardClass.ringing}"`)) return 'ringing';
  return html.includes(`call-card ${cardClass.answered}"`) && html.includes('class="grant')
    ? 'answered'
    : undefined;
};
