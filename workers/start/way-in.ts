import { administratorFile, administratorKey, keepAdministrator, readAdministrator } from './administrator';
import type { WayIn } from './greeting';

/** What the API tells when it is ready; `user` at the first start only. */
export interface ApiReady {
  readonly url: string;
  readonly user?: { readonly login: string; readonly password: string };
}

/** Sees to it that the first key and password are kept, and knows what of them is to be printed. */
export class FirstWayIn {
  readonly key: string;
  private made: boolean;

  constructor(
    private readonly dataDir: string,
    given: string | undefined,
  ) {
    this.made = given === undefined && readAdministrator(dataDir).key === undefined;
    this.key = administratorKey(dataDir, given);
  }

  /** Called whenever the API has started. */
  keep({ user }: ApiReady): void {
    if (user === undefined) return;
    keepAdministrator(this.dataDir, { ...readAdministrator(this.dataDir), ...user });
    this.made = true;
  }

  /** The secrets themselves when they were made by this start. */
  toPrint(): WayIn {
    const file = administratorFile(this.dataDir);
    if (this.made) return { kind: 'first', file, ...readAdministrator(this.dataDir) };
    return Object.keys(readAdministrator(this.dataDir)).length > 0
      ? { kind: 'kept', file }
      : { kind: 'given' };
  }
}
