import type { CallView } from '../../../store/calls/call-view';

/**
 * The calls that go on, the newest first, after these have been read again, by their ids. One whose leg now belongs to a call
 * that was read is gone without a word of its own: the two turned out to be one.
 */
export const goingAfter = (
  going: readonly CallView[],
  ids: readonly number[],
  read: readonly CallView[],
): readonly CallView[] => {
  const isJoined = ({ id, origin, callId }: CallView): boolean =>
    read.some((call) => call.id !== id && call.origin === origin && call.callIds.includes(callId));
  const kept = going.filter((call) => !ids.includes(call.id) && !isJoined(call));
  const goOn = read.filter(({ state }) => state === 'ringing' || state === 'answered');
  return [...kept, ...goOn].sort((a, b) => b.id - a.id);
};
