import type { Configuration } from '../../connectors/configuration';
import { keyedHash } from '../../platform/seal';
import type { ProcessSettings } from '../../platform/settings';
import { rememberSecret } from '../../store/access/remember-secret';
import type { Database } from '../../store/database';

/**
 * Throws, for a person, when second factors are asked for that nobody could set up, or when what is sealed was sealed with another
 * secret: two processes with different ones would each lock out half of the people.
 */
export const checkSecret = async (
  db: Database,
  { secret }: Pick<ProcessSettings, 'secret'>,
  { access }: Pick<Configuration, 'access'>,
): Promise<void> => {
  if (secret === undefined) {
    if (!access || access.secondFactorFor.length === 0) return;
    throw new Error(
      'access.secondFactorFor asks for second factors, but SAGADESK_SECRET is not set. Set it to 32 characters or more, the same for every process.',
    );
  }
  const print = keyedHash(Buffer.from(secret), 'fingerprint', 'of the secret');
  if (await rememberSecret(db, print)) return;
  throw new Error(
    'SAGADESK_SECRET is not the one with which second factors were sealed. Set it as it was; or, if it is lost, reset the second factors (docs/access.md).',
  );
};
