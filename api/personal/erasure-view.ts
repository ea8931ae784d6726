import { isAnonymous } from '../../store/personal/erasures';
import { erasureProgress, type ErasureProgress } from '../../store/personal/erasure-records';
import type { AppOptions } from '../options';

/** How far a person who was made anonymous is taken out of one system. */
export interface ErasureInSystem extends ErasureProgress {
  /** Of the connector; undefined: the system has left the configuration. */
  readonly type: string | undefined;
}

export interface ErasureView {
  readonly systems: readonly ErasureInSystem[];
  readonly isOver: boolean;
}

/** Undefined: he was not made anonymous. */
export const erasureView = async (
  { db, systems: configured }: Pick<AppOptions, 'db' | 'systems'>,
  contactId: number,
): Promise<ErasureView | undefined> => {
  if (!(await isAnonymous(db, contactId))) return undefined;
  const systems = (await erasureProgress(db, contactId)).map((one) => ({
    ...one,
    type: configured.find(({ name }) => name === one.system)?.type,
  }));
  return { systems, isOver: systems.every(({ open }) => open === 0) };
};
