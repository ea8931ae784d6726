import { callsToCallBack, callsUnderWay, callsWithoutTicket } from '../../../store/calls/call-list';
import { callerOf, type CallerView } from '../../../store/calls/caller';
import type { CallView } from '../../../store/calls/call-view';
import type { Database } from '../../../store/database';
import { userById } from '../../../store/users';
import type { PhoneState, ShownCall } from '../components/phone-page';
import { mostToCallBack, mostWithoutTicket } from './read-lists';
import { callsFor, mostShown } from './who-sees';

/** What is the same for every operator. */
export interface Look {
  readonly going: readonly CallView[];
  readonly toCallBack: readonly CallView[];
  /** Looked up once, for the first page that shows him. */
  caller(contact: number): Promise<CallerView | undefined>;
}

export const lookAtCalls = async (db: Database): Promise<Look> => {
  const [going, toCallBack] = await Promise.all([callsUnderWay(db), callsToCallBack(db, mostToCallBack)]);
  const callers = new Map<number, Promise<CallerView | undefined>>();
  const caller = (contact: number) => {
    const known = callers.get(contact) ?? callerOf(db, contact, Date.now());
    callers.set(contact, known);
    return known;
  };
  return { going, toCallBack, caller };
};

/** One operator's screen, as it is when the page is opened. */
export const phoneState = async (
  db: Database,
  userId: number,
  look: () => Promise<Look>,
): Promise<PhoneState> => {
  const [user, { going, toCallBack, caller }, withoutTicket] = await Promise.all([
    userById(db, userId),
    look(),
    callsWithoutTicket(db, userId, mostWithoutTicket),
  ]);
  const login = user?.login ?? '';
  const { mine, ringing } = callsFor(going, { userId, login });
  return {
    login,
    mine: await shown(caller, mine),
    ringing: await shown(caller, ringing),
    withoutTicket,
    toCallBack,
  };
};

const shown = (caller: Look['caller'], calls: readonly CallView[]): Promise<readonly ShownCall[]> =>
  Promise.all(
    calls.map(async (call, i) => ({
      call,
      caller: call.contact === null || i >= mostShown ? null : ((await caller(call.contact)) ?? null),
    })),
  );
