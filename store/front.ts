import type { PoolClient } from 'pg';
import type { SyncRules } from '../domain/rules';
import type { Channel, Instant, Priority, Status, Visibility } from '../domain/ticket';

/** Who acts in the front: a signed-in person, an API key, or the sender of a mail. The name is never empty and goes to the other systems. */
export interface FrontActor {
  readonly kind: 'user' | 'key' | 'mail';
  readonly id: string;
  readonly name: string;
  /** The actor is this contact (a portal user). */
  readonly contactId?: number;
  /** When he acted, where that is not now: a mail's time at its server. */
  readonly at?: Instant;
}

export interface Registration {
  readonly title: string;
  readonly description: string;
  readonly channel: Channel;
  readonly requesterId: number;
  readonly priority: Priority;
  readonly serviceId?: number;
  readonly contractId?: number;
  readonly callId?: string;
  /** The mail that it came with, and whether an automatic answer to it would reach a person. */
  readonly mail?: { readonly id: number; readonly answerable: boolean };
}

export interface TicketEdit {
  readonly title?: string;
  readonly description?: string;
  readonly status?: Status;
  readonly priority?: Priority;
  readonly assigneeId?: number | null;
  readonly serviceId?: number | null;
  readonly contractId?: number | null;
  readonly requesterId?: number;
}

export type Tx = PoolClient;
export type { SyncRules, Visibility };
