import { secondFactorOf, useRecoveryCode, useStep } from '../../store/access/second-factors';
import type { AppOptions } from '../options';
import { hashOfRecoveryCode, looksLikeRecoveryCode, stepOfCode } from './totp';

/**
 * Takes a code of the app, or one for recovery; either opens once. Answers which it was; undefined: it is wrong, or was used.
 */
export const checkCode = async (
  { db, secret }: AppOptions,
  userId: number,
  code: string,
  { unconfirmed = false } = {},
): Promise<'app' | 'recovery' | undefined> => {
  const factor = await secondFactorOf(db, userId);
  if (!secret || !factor || (!factor.confirmed && !unconfirmed) || code.length > 100) return undefined;
  if (!unconfirmed && looksLikeRecoveryCode(code))
    return (await useRecoveryCode(db, userId, hashOfRecoveryCode(secret, code))) ? 'recovery' : undefined;
  const step = stepOfCode(secret, userId, factor.key, code);
  return step !== undefined && (await useStep(db, userId, step)) ? 'app' : undefined;
};
