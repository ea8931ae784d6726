/** A session has ended, by whatever hand: what is still being sent to it is cut off. */
export interface SessionEnded {
  readonly type: 'session-ended';
  readonly session: number;
}

/** Tells it, when that is what the database says (see tell_session_ended in store/migrations); true then. */
export const endedIn = (payload: string, tell: (ended: SessionEnded) => void): boolean => {
  const id = /^ended (\d{1,15})$/.exec(payload)?.[1];
  if (id === undefined) return false;
  tell({ type: 'session-ended', session: Number(id) });
  return true;
};
