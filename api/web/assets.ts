import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const assetsDirectory = path.join(__dirname, 'assets');

const addresses = new Map<string, string>();

/** Address of a file of ours; it changes with the content, so that a browser may keep it for ever. */
export const asset = (name: string): string => {
  const known = addresses.get(name);
  if (known) return known;
  const hash = createHash('sha256')
    .update(readFileSync(path.join(assetsDirectory, name)))
    .digest('hex');
  const address = `/assets/${name}?v=${hash.slice(0, 12)}`;
  addresses.set(name, address);
  return address;
};
