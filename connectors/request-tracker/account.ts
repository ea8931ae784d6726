import { reason } from '../../domain/reason';
import { ConnectorFailure } from '../failure';
import type { Health } from '../port';
import type { Client } from './client';
import { record, text } from './json';
import type { Json } from './json';
import { actorOf } from './people';

/** Our own user there. A token says whose it is: `1-<user id>-<secret>` (RT::AuthToken). */
export class Account {
  private known: Promise<Json> | undefined;

  constructor(private readonly client: Client) {}

  /** Asks anew: one request. */
  async health(): Promise<Health> {
    const user = await this.fetch();
    const account = actorOf(user, text(user.Name));
    return { account, clockOffset: this.client.clockOffset };
  }

  async name(): Promise<string> {
    return text((await this.user()).Name);
  }

  /** As last seen; asked for once. */
  user(): Promise<Json> {
    return this.known ?? this.fetch();
  }

  private fetch(): Promise<Json> {
    const asked = this.ask();
    asked.then(
      () => (this.known = asked),
      () => undefined,
    );
    return asked;
  }

  private async ask(): Promise<Json> {
    const userId = /^\d+-(\d+)-/.exec(this.client.config.token)?.[1];
    // Without a user in it we only learn that it is not accepted.
    const user = record(await this.client.get(userId === undefined ? '/rt' : `/user/${userId}`));
    if (text(user.Name) !== '') return user;
    const why = reason('badToken', { system: this.client.config.name });
    throw new ConnectorFailure('credentials', 'answered', why);
  }
}
