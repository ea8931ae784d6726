import type { Fault } from '../../domain/fault';
import { problemOf } from '../problem-of';

/** Does what a form asks for; what is wrong with it is shown where it was typed. Any other failure is thrown on. */
export const orShow = async (
  work: () => Promise<unknown>,
  show: (faults: readonly Fault[]) => unknown,
): Promise<unknown> => {
  try {
    return await work();
  } catch (error) {
    const { errors } = problemOf(error);
    if (!errors) throw error;
    return show(errors);
  }
};
