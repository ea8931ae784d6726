import type { RedmineConfig } from '../system-config';
import { Account } from './account';
import { RedmineClient } from './client';
import { Clock } from './clock';
import { Names } from './names';
import { People } from './people';

/** What the connector's methods share. */
export interface Parts {
  readonly config: RedmineConfig;
  readonly client: RedmineClient;
  readonly names: Names;
  readonly account: Account;
  readonly people: People;
  readonly clock: Clock;
  /** Issues to a page of a search. */
  readonly pageSize: number;
}

/** One set for one connector; opens no connection yet. */
export const partsFor = (config: RedmineConfig, pageSize: number): Parts => {
  const client = new RedmineClient(config);
  return {
    config,
    client,
    pageSize,
    names: new Names(client, config),
    account: new Account(client),
    people: new People(client),
    clock: new Clock(client),
  };
};

/** Path of an issue; an id that is none of Redmine's cannot lead elsewhere. */
export const issuePath = (id: string): string => `/issues/${encodeURIComponent(id)}.json`;
