import { EventEmitter, once } from 'node:events';
import type { Operator } from '../house/operators';
import { cardClass, mostMs, type CardState, type PhonePage } from './phone-page';

/** An operator's page without a browser: its live stream, and the screen fetched again when a call moves. */
export interface PhoneReader extends PhonePage {
  /** When its stream told each state of each call first, by `<callId> <state>`; milliseconds since 1970. */
  readonly told: ReadonlyMap<string, number>;
  /** The exchange's id of a call by ours. */
  readonly callIds: ReadonlyMap<string, string>;
  stop(): void;
}

export const openPhoneReader = async (url: string, { login, cookie }: Operator): Promise<PhoneReader> => {
  const stop = new AbortController();
  const get = (path: string) =>
    fetch(url + path, { headers: { cookie: `${cookie.name}=${cookie.value}` }, signal: stop.signal });
  const told = new Map<string, number>();
  const callIds = new Map<string, string>();
  const screen = watchScreen(async () => (await get('/phone/screen')).text());
  const take = (event: string): void => {
    if (!/^event: call$/m.test(event)) return;
    const { id, callId, state } = JSON.parse(/^data: (.*)$/m.exec(event)![1]!) as Told;
    callIds.set(id, callId);
    if (!told.has(`${callId} ${state}`)) told.set(`${callId} ${state}`, Date.now());
    screen.look();
  };
  const answer = await get('/events');
  if (answer.status !== 200 || !answer.body) throw new Error(`GET /events: ${answer.status}`);
  void readEvents(answer.body, take).catch(() => undefined); // aborted
  return {
    login,
    told,
    callIds,
    seen: async () => screen.seen,
    shows: screen.shows,
    stop: () => stop.abort(),
  };
};

interface Told {
  readonly id: string;
  readonly callId: string;
  readonly state: string;
}

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

/** As api/web/assets/phone.js does it: one look at a time, and one more for whatever moved meanwhile. */
const watchScreen = (fetchScreen: () => Promise<string>) => {
  const seen: Record<string, number> = {};
  const looked = new EventEmitter().setMaxListeners(0);
  let now: Readonly<Record<CardState, number>> = { ringing: 0, answered: 0 };
  let [busy, again] = [false, false];
  const look = async (): Promise<void> => {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      const text = await fetchScreen().catch(() => undefined);
      if (text === undefined) continue;
      now = note(text, seen);
      looked.emit('look');
    }
    busy = false;
  };
  const shows = async (state: CardState, count: number): Promise<void> => {
    const signal = AbortSignal.timeout(mostMs);
    while (now[state] !== count) await once(looked, 'look', { signal });
  };
  return { seen, look: () => void look(), shows };
};

/** Notes the cards that are new; answers how many of each state there are. */
const note = (text: string, seen: Record<string, number>): Readonly<Record<CardState, number>> => {
  const count = (state: CardState): number => {
    const cards = [...text.matchAll(new RegExp(`call-card ${cardClass[state]}" id="call-(\\d+)"`, 'g'))];
    for (const [, id] of cards) seen[`${id} ${state}`] ??= Date.now();
    return cards.length;
  };
  return { ringing: count('ringing'), answered: count('answered') };
};
