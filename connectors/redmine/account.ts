import type { Static } from 'typebox';
import type { Actor } from '../../domain/record';
import { RoleAnswer, UserAnswer } from './answers';
import type { RedmineClient } from './client';

type User = Static<typeof UserAnswer>['user'];

/**
 * How long an answer about ourselves holds. Short: an open Redmine takes a revoked key for a visitor and goes on
 * answering reads, only without private notes.
 */
const holdMs = 60_000;

/** Who we are in Redmine and what we may do there. */
export class Account {
  private known: { readonly at: number; readonly user: Promise<User> } | undefined;
  private readonly roles = new Map<
    number,
    { readonly at: number; readonly role: Promise<readonly string[]> }
  >();

  constructor(
    private readonly client: RedmineClient,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** Asks now. 401 when the key is not accepted. */
  async fresh(): Promise<User> {
    const query = { include: 'memberships' };
    const user = this.client.get('/users/current.json', UserAnswer, query).then((answer) => answer.user);
    const asked = { at: this.now(), user };
    this.known = asked;
    user.catch(() => {
      if (this.known === asked) this.known = undefined;
    });
    return user;
  }

  /** As it was a moment ago. */
  user(): Promise<User> {
    return this.known && this.now() - this.known.at < holdMs ? this.known.user : this.fresh();
  }

  /** Permissions of our roles in a project; 'all' for an administrator. Inherited memberships are among them. */
  async permissions(projectId: number): Promise<ReadonlySet<string> | 'all'> {
    return this.permissionsOf(await this.user(), projectId);
  }

  /** The same, asked now. 401 when the key is not accepted. */
  async permissionsNow(projectId: number): Promise<ReadonlySet<string> | 'all'> {
    this.roles.clear();
    return this.permissionsOf(await this.fresh(), projectId);
  }

  private async permissionsOf(user: User, projectId: number): Promise<ReadonlySet<string> | 'all'> {
    if (user.admin) return 'all';
    const roles = (user.memberships ?? [])
      .filter(({ project }) => project.id === projectId)
      .flatMap((m) => m.roles);
    const ids = [...new Set(roles.map(({ id }) => id))];
    return new Set((await Promise.all(ids.map((id) => this.role(id)))).flat());
  }

  private role(id: number): Promise<readonly string[]> {
    const known = this.roles.get(id);
    if (known && this.now() - known.at < holdMs) return known.role;
    const role = this.client.get(`/roles/${id}.json`, RoleAnswer).then((answer) => answer.role.permissions);
    this.roles.set(id, { at: this.now(), role });
    role.catch(() => this.roles.delete(id));
    return role;
  }
}

/** May our account do this there? */
export const allows = (permissions: ReadonlySet<string> | 'all', permission: string): boolean =>
  permissions === 'all' || permissions.has(permission);

/** Our account as an actor. */
export const asActor = (user: User): Actor => ({
  id: String(user.id),
  name: `${user.firstname} ${user.lastname}`.trim() || user.login || `#${user.id}`,
  ...(user.mail ? { email: user.mail } : {}),
  isOurAccount: true,
  isSystem: false,
});
