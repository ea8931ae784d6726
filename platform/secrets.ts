/** Names under which secrets travel: configuration keys, headers, properties of errors. */
const secretName =
  /^(authorization|proxy-authorization|cookie|set-cookie|.*(token|secret|password|passwd|passphrase|api[-_]?key|database[-_]?url))$/i;

export const isSecretName = (name: string): boolean => secretName.test(name);

export const redacted = '[redacted]';

/** A copy of plain data without what stands under a secret's name, at any depth. Objects with a class stay as they are. */
export const withoutSecrets = (value: unknown, depth = 0): unknown => {
  if (depth > 8) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    isSecretName(key) && item !== undefined ? redacted : withoutSecrets(item, depth + 1),
  ]);
  return Object.fromEntries(entries);
};

/** Every text that stands under a secret's name, at any depth. */
export const secretsIn = (value: unknown, name = ''): readonly string[] => {
  if (typeof value === 'string') return isSecretName(name) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => secretsIn(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => secretsIn(item, key));
};

const isPlain = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};
