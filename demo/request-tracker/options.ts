import { randomBytes } from 'node:crypto';

export type StatusClass = 'initial' | 'active' | 'inactive';

export interface DemoStatus {
  readonly name: string;
  readonly class: StatusClass;
}

export interface DemoPerson {
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  /** For Basic authentication; without one nobody signs in by REST with this name. */
  readonly password?: string;
  /** May act on the page: an agent; others are clients. */
  readonly agent: boolean;
}

export interface DemoWebhook {
  readonly url: string;
  readonly secret: string;
}

export interface DemoRequestTrackerOptions {
  /** A free one when absent. */
  readonly port?: number;
  readonly host?: string;
  /** Everything is kept there as JSON; in memory only when absent. */
  readonly dataFile?: string;
  readonly webhook?: DemoWebhook;
  readonly queue?: string;
  readonly statuses?: readonly DemoStatus[];
  /** The first is the account whose token is handed out. */
  readonly users?: readonly DemoPerson[];
  /** How far its clock is ahead, in milliseconds. */
  readonly clockOffsetMs?: number;
}

/** Request Tracker's own lifecycle `default`. */
export const defaultStatuses: readonly DemoStatus[] = [
  { name: 'new', class: 'initial' },
  { name: 'open', class: 'active' },
  { name: 'stalled', class: 'active' },
  { name: 'resolved', class: 'inactive' },
  { name: 'rejected', class: 'inactive' },
  { name: 'deleted', class: 'inactive' },
];

export const defaultUsers: readonly DemoPerson[] = [
  { name: 'sync', realName: 'Sagadesk', email: 'sync@olddesk.example', agent: false },
  { name: 'olga', realName: 'Ольга Смирнова', email: 'olga@olddesk.example', agent: true },
  { name: 'pavel', realName: 'Павел Орлов', email: 'pavel@olddesk.example', agent: true },
  { name: 'anna', realName: 'Анна Иванова', email: 'anna@client.example', agent: false },
];

/** As RT's tokens look: the user's id is in it. */
export const newToken = (userId: number): string => `1-${userId}-${randomBytes(16).toString('hex')}`;
