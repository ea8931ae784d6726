/**
 * Statements that do not need each other's answers, sent one after the other without waiting. Answers when all have ended, and
 * then throws the error that came first, of which the others are but the consequence (25P02): a statement that is still to come
 * must never run after the rollback that the error brings.
 */
export const together = async <T extends readonly unknown[]>(
  ...works: { readonly [K in keyof T]: Promise<T[K]> }
): Promise<T> => {
  const errors: unknown[] = [];
  const ended = works.map((work) => work.catch((error: unknown) => void errors.push(error)));
  const answers = await Promise.all(ended);
  if (errors.length > 0) throw errors[0];
  return answers as unknown as T;
};
