/** Who is on a ticket's page has changed. */
export interface PresenceMoved {
  readonly type: 'presence';
  readonly number: string;
}

const prefix = 'presence ';

/** What a notification of the database says of it (see store/presence); undefined: it is of another kind. */
export const presenceMoved = (payload: string): PresenceMoved | undefined =>
  payload.startsWith(prefix) ? { type: 'presence', number: payload.slice(prefix.length) } : undefined;
