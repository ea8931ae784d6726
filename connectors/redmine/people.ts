import { Type } from 'typebox';
import type { RedmineClient } from './client';

const Person = Type.Object({ user: Type.Object({ firstname: Type.String(), lastname: Type.String() }) });

/** A name holds so long, in milliseconds: it only tells who had an issue once. */
const holdMs = 3_600_000;
/** More names than any tracker has members; then it begins anew. */
const most = 1000;

/** Journals name people by ids only: who they are is asked for once an hour each. */
export class People {
  private readonly known = new Map<string, { readonly name: Promise<string>; readonly until: number }>();

  constructor(private readonly client: RedmineClient) {}

  /** `#id` for a group, and for whoever Redmine does not show to us. Throws ConnectorFailure. */
  nameOf(userId: string): Promise<string> {
    const known = this.known.get(userId);
    if (known && known.until > Date.now()) return known.name;
    if (this.known.size >= most) this.known.clear();
    const asked = { name: this.ask(userId), until: Date.now() + holdMs };
    this.known.set(userId, asked);
    asked.name.catch(() => this.known.delete(userId));
    return asked.name;
  }

  private async ask(userId: string): Promise<string> {
    const answer = await this.client.find(`/users/${encodeURIComponent(userId)}.json`, Person);
    if (typeof answer === 'string') return `#${userId}`;
    return `${answer.user.firstname} ${answer.user.lastname}`.trim() || `#${userId}`;
  }
}
