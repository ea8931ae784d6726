import { parse } from 'yaml';
import { textOf } from './files';

export interface Service {
  readonly image?: string;
  readonly build?: unknown;
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test?: unknown; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** docker-compose.yml with its merge keys resolved, its `${...}` as they stand there. */
export const composeFile = (): ComposeFile =>
  parse(textOf('docker-compose.yml'), { merge: true }) as ComposeFile;
