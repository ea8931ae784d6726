import { callerOf, type CallerView } from '../../../store/calls/caller';
import type { Database } from '../../../store/database';
import type { Heard } from '../../live/hub';

/** Younger than this he is believed to be as he was, in milliseconds. */
const freshMs = 15_000;

/** The people who call now, each looked up once for all the pages that show him. */
export interface Callers {
  /** As he was last seen; undefined: not looked up yet, or nobody. */
  known(contact: number): CallerView | undefined;
  /** Looks up those of these who are not known, or not of late; forgets all others. Never throws. */
  look(contacts: ReadonlySet<number>): Promise<void>;
  /** Whom this holds true of is looked up again the next time. */
  doubt(which: Doubt): void;
}

export type Doubt = (contact: number, caller: CallerView | undefined) => boolean;

/** Whom this event makes another than he was: whose ticket it is, who is shown with that ticket, whose call has moved. */
export const doubtOf = (event: Heard): Doubt => {
  if (event.type === 'ticket' && 'seenBy' in event)
    return (contact, caller) =>
      event.seenBy.includes(contact) || !!caller?.tickets.some(({ number }) => number === event.data.number);
  if (event.type === 'call' && 'data' in event && event.data.ticket !== undefined)
    return (contact) => String(contact) === event.data.contact;
  return () => false;
};

interface Entry {
  at: number;
  caller?: CallerView | undefined;
  looking?: Promise<void> | undefined;
}

export const createCallers = (db: Database, failed: (error: unknown) => void): Callers => {
  const entries = new Map<number, Entry>();
  const find = async (contact: number, entry: Entry): Promise<void> => {
    let began: number;
    try {
      do {
        began = entry.at = Date.now();
        entry.caller = await callerOf(db, contact, began);
      } while (entry.at !== began); // doubted meanwhile
    } catch (error) {
      entry.at = 0;
      failed(error);
    }
    entry.looking = undefined;
  };
  const look = (contact: number): Promise<void> | undefined => {
    const entry = entries.get(contact) ?? { at: 0 };
    entries.set(contact, entry);
    if (Date.now() - entry.at > freshMs) entry.looking ??= find(contact, entry);
    return entry.looking;
  };
  return {
    known: (contact) => entries.get(contact)?.caller,
    look: async (contacts) => {
      for (const contact of entries.keys()) if (!contacts.has(contact)) entries.delete(contact);
      await Promise.all([...contacts].map(look));
    },
    doubt: (which) => {
      for (const [contact, entry] of entries) if (which(contact, entry.caller)) entry.at = 0;
    },
  };
};
