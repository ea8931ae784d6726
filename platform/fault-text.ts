import { ConfigFaults } from './config/faults';

/** What is printed of a fault that ends a process: a fault for people is its message; of anything else its place is needed to mend it. */
export const faultText = (fault: unknown): string => {
  if (!(fault instanceof Error)) return String(fault);
  const isForPeople = fault instanceof ConfigFaults || fault.constructor === Error;
  return isForPeople ? fault.message : (fault.stack ?? fault.message);
};
