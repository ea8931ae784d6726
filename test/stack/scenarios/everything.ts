import type { Client as TemporalClient } from '@temporalio/client';
import type { Database } from '../../../store/database';
import type { Client } from '../client';
import type { WorldSystems } from '../world';

/** All that can be asked about a Sagadesk and its systems. */
export interface Everything extends WorldSystems {
  readonly api: Client;
  readonly db: Database;
  readonly temporal: { readonly client: TemporalClient };
}
