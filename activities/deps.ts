import type { SlaWebhooks } from '../connectors/configuration-sla';
import type { Connector } from '../connectors/port';
import type { AnySystemConfig } from '../connectors/system-config';
import type { TelephonyConfig } from '../connectors/configuration-telephony';
import type { SyncRules } from '../domain/rules';
import type { Database } from '../store/database';
import type { MailDeps } from './mail/deps';
import type { Meter } from './meter';

/** One outside system with what speaks to it. */
export interface System {
  readonly config: AnySystemConfig;
  readonly connector: Connector;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the activities work with. */
export interface Deps {
  readonly db: Database;
  readonly rules: SyncRules;
  readonly systems: ReadonlyMap<string, System>;
  /** Stands in our links back. */
  readonly installation: string;
  readonly publicUrl: string;
  /** Wakes a ticket's workflow; never throws: the sweeper covers what is lost. */
  readonly wake: (number: string) => void;
  /** Starts, or wakes, a contract's workflow; never throws: the sweeper covers what is lost. */
  readonly wakeContract: (id: number, number: string) => void;
  /** Starts, or wakes, the gate workflow of a system. */
  readonly wakeGate: (system: string) => Promise<void>;
  /** Wakes a call's workflow; never throws: the sweeper covers what is lost. */
  readonly wakeCall?: (id: number) => void;
  /** Undefined: escalation levels call nobody. */
  readonly slaWebhooks?: SlaWebhooks;
  readonly log: Log;
  readonly meter?: Meter;
  /** Undefined: no mailboxes are configured. */
  readonly mail?: MailDeps;
  /** Undefined: no exchange is configured. */
  readonly telephony?: TelephonyConfig;
  /** Other programs that are told of what happens, by their names. */
  readonly webhooks?: Readonly<Record<string, { readonly url: string; readonly secret?: string }>>;
}

/** The system of this name; a name that left the configuration while its tickets live on is a clear fault. */
export const systemOf = (deps: Deps, name: string): System => {
  const system = deps.systems.get(name);
  if (!system)
    throw new Error(`System “${name}” is not in the configuration any more, but a ticket has a link to it.`);
  return system;
};
