import type { Queryable } from '../database';

/** Who answers for a service, and who works for it: ids of users. */
export interface ServicePeople {
  readonly managers: readonly number[];
  readonly group: readonly number[];
}

export const servicePeople = async (db: Queryable, serviceId: number): Promise<ServicePeople> => {
  const { rows } = await db.query<{ part: 'manager' | 'group'; userId: number }>(
    'select part, user_id as "userId" from service_people where service_id = $1 order by user_id',
    [serviceId],
  );
  const of = (part: 'manager' | 'group') =>
    rows.filter((row) => row.part === part).map(({ userId }) => userId);
  return { managers: of('manager'), group: of('group') };
};

export const setServicePeople = async (
  tx: Queryable,
  serviceId: number,
  { managers, group }: ServicePeople,
): Promise<void> => {
  await tx.query('delete from service_people where service_id = $1', [serviceId]);
  await tx.query(
    `insert into service_people (service_id, user_id, part)
     select $1::bigint, u, 'manager' from unnest($2::bigint[]) u union select $1::bigint, u, 'group' from unnest($3::bigint[]) u`,
    [serviceId, managers, group],
  );
};
