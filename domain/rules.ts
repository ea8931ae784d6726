import type { NotifyRules } from './notify/rule';
import type { Priority, RecordField, Status, TicketField } from './ticket';

/** The longest text that a system takes: in characters, or in bytes of UTF-8. */
export type TextLimit = number | { readonly bytes: number };

/** What the pure rules must know of one system. */
export interface SystemRules {
  readonly name: string;
  readonly role: 'desk' | 'tracker';
  /** Its address: several projects of one place are systems of their own, and their records share one row of ids. */
  readonly place?: string;
  readonly status: { readonly [status in Status]: string };
  readonly priority: { readonly [priority in Priority]: string };
  readonly fields: { readonly [field in RecordField]: 'editable' | 'create-only' | 'none' };
  readonly maxLength: { readonly [field in RecordField]?: TextLimit };
  readonly publicComments: 'correspondence' | 'none' | 'marked' | 'all';
}

export interface Route {
  /** Service name, or '*' for every ticket, with or without a service. */
  readonly service: string;
  readonly to: readonly string[];
}

/** The part of the configuration that decides where tickets go and who wins. */
export interface SyncRules {
  readonly systems: readonly SystemRules[];
  /** The first that matches decides; none: the ticket stays with the desk. */
  readonly routes: readonly Route[];
  /** Fields that belong to one system: its value wins over everybody else's. By default none does. */
  readonly owners?: { readonly [field in TicketField]?: string };
  /** On a tie of source times the earlier in this list wins. */
  readonly tieOrder: readonly string[];
  /** Trackers whose own new records become tickets (by default they are left alone). */
  readonly trackersThatRegister: readonly string[];
  /** Records that were there before us: those open at first sight, or those created since this instant. */
  readonly from: 'open' | number;
  /** Who is told of what; undefined: nobody is told of anything. */
  readonly notify?: NotifyRules;
}

export const rulesOf = (rules: SyncRules, system: string): SystemRules | undefined =>
  rules.systems.find((s) => s.name === system);
