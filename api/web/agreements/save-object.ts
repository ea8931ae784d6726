import type { TObject } from '@fastify/type-provider-typebox';
import type { PoolClient } from 'pg';
import type { Fault } from '../../../domain/fault';
import type { Database } from '../../../store/database';
import { versionsOf } from '../../../store/object-history';
import { lockVersion } from '../../../store/versions';
import { commit } from '../../commit';
import { invalid, invalidField, notFound } from '../../problem';
import { problemOf } from '../../problem-of';
import { changeOne, createOne, type Collection } from '../../rest/collection';
import { checkBody } from '../check-body';

/** What a form says, as the body of the call that does the same. */
export interface FormBody {
  readonly body: Readonly<Record<string, unknown>>;
  /** What could not be read at all; something that does no harm stands in its place. */
  readonly faults: readonly Fault[];
  /** Where in the form stands what the call’s fault names. */
  readonly place: (fault: Fault) => Fault;
}

/** Which object a form is about; without an id a new one. */
export interface Subject {
  readonly id?: number;
  /** The version that the person saw. */
  readonly version?: string;
}

/** Makes or edits an object as the calls do; throws 422 with all faults at the form’s fields, and then nothing is saved. */
export const saveObject = async <View, New extends TObject, Change extends TObject>(
  db: Database,
  collection: Collection<View, New, Change>,
  subject: Subject,
  form: FormBody,
  actor: string,
): Promise<number> => {
  try {
    return await commit(db, async (tx) => {
      const id = await write(tx, collection, subject, form, actor);
      if (form.faults.length > 0) throw invalid([]);
      return id;
    });
  } catch (error) {
    const { errors } = problemOf(error);
    if (!errors) throw error;
    throw invalid(placed(form, errors));
  }
};

const write = async <View, New extends TObject, Change extends TObject>(
  tx: PoolClient,
  collection: Collection<View, New, Change>,
  { id, version }: Subject,
  { body }: FormBody,
  actor: string,
): Promise<number> => {
  if (id === undefined) return (await createOne(tx, collection, checkBody(collection.New, body), actor)).id;
  const now = await lockVersion(tx, collection.table, id);
  if (now === undefined) throw notFound('such entry');
  if (String(now) !== version) throw await changedMeanwhile(tx, collection, id);
  await changeOne(tx, collection, id, checkBody(collection.Change, body), actor);
  return id;
};

const changedMeanwhile = async <View, New extends TObject, Change extends TObject>(
  tx: PoolClient,
  { table }: Collection<View, New, Change>,
  id: number,
) => {
  const [last] = await versionsOf(tx, table, id);
  return invalidField('version', `it was changed meanwhile by ${last?.actor ?? '?'}; look at it again`);
};

/** What could not be read says more than what was put in its place. */
const placed = ({ faults, place }: FormBody, errors: readonly Fault[]): readonly Fault[] => {
  const others = errors.map(place).filter(({ field }) => !faults.some((fault) => fault.field === field));
  return [...faults, ...others];
};
