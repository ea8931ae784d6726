import type { RecordEvent } from '../../domain/record';
import type { Account } from './account';
import type { Client } from './client';
import { id, record, text } from './json';
import type { Json } from './json';
import { sameName } from './queue';

/** RT's own user for "nobody has it". */
const nobody = 'Nobody';

/** A name holds so long, in milliseconds: people are seldom renamed, and a clock only tells who he was. */
const holdMs = 3_600_000;
/** More names than any desk has staff; then it begins anew. */
const most = 1000;

/** Null: nobody has it, or only our account. Undefined: RT does not tell us who that is. */
type Owner = string | null | undefined;

/** Transactions name owners by ids only: who they are is asked for once an hour each. */
export class Owners {
  private readonly known = new Map<string, { readonly name: Promise<Owner>; readonly until: number }>();

  constructor(
    private readonly client: Client,
    private readonly account: Account,
  ) {}

  /** What an owner's transaction says; `#id` of whoever RT does not show to us. */
  async assignment({ NewValue }: Json): Promise<Pick<Assigned, 'kind' | 'to'>> {
    const name = await this.nameOf(id(NewValue));
    return { kind: 'assigned', to: name === undefined ? `#${id(NewValue)}` : name };
  }

  /**
   * Who had the ticket from its creation on: whom the first change of owner took it from, else whoever has it now. Null also when
   * RT does not say who that was: it may have been nobody.
   */
  async first(ticket: Json, changes: readonly Json[]): Promise<string | null> {
    const [change] = changes.filter(isOwnerChange);
    const user = change ? id(change.OldValue) : text(record(ticket.Owner).id);
    return (await this.nameOf(user)) ?? null;
  }

  /** By id or by RT's own name of the user. Throws ConnectorFailure. */
  private nameOf(user: string): Promise<Owner> {
    const known = this.known.get(user);
    if (known && known.until > Date.now()) return known.name;
    if (this.known.size >= most) this.known.clear();
    const asked = { name: this.ask(user), until: Date.now() + holdMs };
    this.known.set(user, asked);
    asked.name.catch(() => this.known.delete(user));
    return asked.name;
  }

  private async ask(user: string): Promise<Owner> {
    if (user === '' || sameName(user, nobody)) return null;
    const path = `/user/${encodeURIComponent(user)}`;
    const answer = await this.client.send({ method: 'GET', path, allow: [403, 404] });
    const { Name, RealName } = answer.status === 200 ? record(answer.json()) : {};
    const named = text(RealName) || text(Name);
    // RT may make whoever answers the owner: our account is nobody who works on it.
    const noPerson = [nobody, await this.account.name()];
    if (noPerson.some((name) => sameName(name, text(Name)))) return null;
    // Of the present owner the ticket itself tells RT's name.
    return named || (/^\d+$/.test(user) ? undefined : user);
  }
}

type Assigned = Extract<RecordEvent, { kind: 'assigned' }>;

/** RT also writes a `SetWatcher Owner` for each of them, which says the same. */
export const isOwnerChange = ({ Type, Field }: Json): boolean => Type === 'Set' && Field === 'Owner';
