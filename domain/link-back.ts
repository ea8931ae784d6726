/** A link in a record back to our ticket; carries the installation's id, so that another installation's is known as foreign. */
export const linkBackTo = (publicUrl: string, number: string, installation: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/tickets/${number}?i=${installation}`;

/** The same of a contract, by its id: its number may change. */
export const contractLinkBack = (publicUrl: string, contractId: number, installation: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/contracts/${contractId}?i=${installation}`;

export type Ownership = 'ours' | 'foreign' | 'none';

/** Whose ticket do a record's links back name? Ours counts before foreign: a ticket may refer to another company's. */
export const ownershipOf = (linksBack: readonly string[], installation: string): Ownership => {
  const installations = linksBack.map((url) => /\/tickets\/SD-\d+\?i=([a-z0-9]+)/i.exec(url)?.[1]);
  if (installations.includes(installation)) return 'ours';
  return installations.some((id) => id !== undefined) ? 'foreign' : 'none';
};
