/** A session has ended, by whatever hand: what is still being sent to it is cut off. */
export interface SessionEnded {
  readonly type: 'session-ended';
  readonly session: number;
}

/** What the database says when a session goes (see tell_session_ended in store/migrations). */
export const endedSession = (payload: string): SessionEnded | undefined => {
  const id = /^ended (\d{1,15})$/.exec(payload)?.[1];
  return id === undefined ? undefined : { type: 'session-ended', session: Number(id) };
};
