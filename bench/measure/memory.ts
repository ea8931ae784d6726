import { readFileSync } from 'node:fs';

/** Resident memory of a process in megabytes: now, and the most so far (proc_pid_status(5)). NaN where there is no /proc. */
export const memoryOf = (pid: number): { readonly now: number; readonly most: number } => {
  const status = read(`/proc/${pid}/status`);
  const megabytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
};

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
