/** A page of an operator that is measured: in a browser, or by what such a page asks for. */
export interface PhonePage {
  readonly login: string;
  /** When each card was on it first, by `<our id> <ringing|answered>`; milliseconds since 1970. */
  seen(): Promise<Readonly<Record<string, number>>>;
  /** Waits until that many cards of this state stand on the page. */
  shows(state: CardState, count: number): Promise<void>;
}

export type CardState = 'ringing' | 'answered';

/** Classes of the cards, as api/web/components/phone-page.tsx has them. */
export const cardClass = { ringing: 'ringing', answered: 'mine' } as const;

/** A page that is this late will not come any more, in milliseconds. */
export const mostMs = 60_000;
