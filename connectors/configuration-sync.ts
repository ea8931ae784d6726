import Type from 'typebox';
import { front, ticketFields } from '../domain/ticket';
import type { Instant, TicketField } from '../domain/ticket';
import type { ConfigDocument } from '../platform/config/document';
import type { AnySystemConfig } from './system-config';

/** Which records are ours to keep, and who wins a tie. */
export interface SyncSettings {
  readonly tieOrder: readonly string[];
  readonly trackersThatRegister: readonly string[];
  readonly from: 'open' | Instant;
  /** Fields that belong to one system or to the front. */
  readonly owners: { readonly [field in TicketField]?: string };
}

const names = (description: string) => Type.Array(Type.String(), { description });
const owner = Type.Optional(
  Type.String({ description: 'the name of the system that owns the field, or front' }),
);
const fromWords = 'open, or an instant such as 2026-01-01T00:00:00Z';
const schemas = {
  tieOrder: names('a list of the names of the systems and front, the first one wins a tie'),
  trackersThatRegister: names('a list of names of trackers whose own new records become tickets'),
  owners: Type.Object(Object.fromEntries(ticketFields.map((field) => [field, owner])), {
    additionalProperties: false,
    description: 'a mapping from fields to the names of their owners',
  }),
  from: Type.String({ description: fromWords }),
};
const anyOfThem = Type.Partial(Type.Object(schemas), { additionalProperties: false });

/** The file's `sync`; faults are noted in the document. What `tieOrder` leaves out follows as desk, trackers, front. */
export const readSync = (document: ConfigDocument, systems: readonly AnySystemConfig[]): SyncSettings => {
  document.section(anyOfThem, 'sync');
  // Key by key, so that what is wrong with one hides nothing of the others.
  const tieOrder = document.section(schemas.tieOrder, 'sync', 'tieOrder') ?? [];
  const trackersThatRegister =
    document.section(schemas.trackersThatRegister, 'sync', 'trackersThatRegister') ?? [];
  const owners = document.section(schemas.owners, 'sync', 'owners') ?? {};
  const from = document.section(schemas.from, 'sync', 'from') ?? 'open';
  checkTieOrder(document, tieOrder);
  checkTrackers(document, systems, trackersThatRegister);
  checkOwners(document, owners);
  return {
    tieOrder: [...new Set([...tieOrder, ...usualOrder(systems)])],
    trackersThatRegister,
    owners,
    from: readFrom(document, from),
  };
};

const usualOrder = (systems: readonly AnySystemConfig[]): readonly string[] => {
  const named = (role: AnySystemConfig['role']) => systems.filter((s) => s.role === role).map((s) => s.name);
  return [...named('desk'), ...named('tracker'), front];
};

const checkOwners = (document: ConfigDocument, owners: Readonly<Record<string, unknown>>): void => {
  const known = [...document.keys('systems'), front];
  for (const [field, name] of Object.entries(owners))
    if (known.length > 1 && !known.some((system) => system === name))
      document.fault(['sync', 'owners', field], `expected one of ${known.join(', ')}`);
};

const checkTieOrder = (document: ConfigDocument, order: readonly string[]): void => {
  const known = [...document.keys('systems'), front];
  for (const [i, name] of order.entries()) {
    const path = ['sync', 'tieOrder', i];
    if (known.length > 1 && !known.includes(name))
      document.fault(path, `expected one of ${known.join(', ')}`);
    else if (order.indexOf(name) < i) document.fault(path, 'expected every name only once');
  }
};

const checkTrackers = (
  document: ConfigDocument,
  systems: readonly AnySystemConfig[],
  names: readonly string[],
): void => {
  const known = document.keys('systems');
  for (const [i, name] of names.entries()) {
    const isDesk = systems.some((system) => system.name === name && system.role === 'desk');
    if (known.length > 0 && (isDesk || !known.includes(name)))
      document.fault(['sync', 'trackersThatRegister', i], 'expected the name of a system with role: tracker');
  }
};

/** A day alone is its midnight in UTC, as `Date` reads it; a time needs its zone. */
const isInstant = (text: string) =>
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) &&
  !Number.isNaN(Date.parse(text));

const readFrom = (document: ConfigDocument, text: string): 'open' | Instant => {
  if (text === 'open') return 'open';
  if (!isInstant(text)) document.fault(['sync', 'from'], `expected ${fromWords}`);
  return Date.parse(text);
};
