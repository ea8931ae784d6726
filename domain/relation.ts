/** How one ticket may stand to another, as seen from the first. */
export const relations = ['related', 'blocks', 'blocked_by', 'caused_by', 'causes'] as const;
export type Relation = (typeof relations)[number];

/** As it is kept: once, in one direction. */
export type RelationKind = 'related' | 'blocks' | 'caused_by';

const kept: { readonly [relation in Relation]: { readonly kind: RelationKind; readonly turned: boolean } } = {
  related: { kind: 'related', turned: false },
  blocks: { kind: 'blocks', turned: false },
  blocked_by: { kind: 'blocks', turned: true },
  caused_by: { kind: 'caused_by', turned: false },
  causes: { kind: 'caused_by', turned: true },
};

export interface KeptRelation {
  readonly kind: RelationKind;
  readonly from: number;
  readonly to: number;
}

/** What “here `relation` there” is kept as. */
export const keptAs = (relation: Relation, here: number, there: number): KeptRelation => {
  const { kind, turned } = kept[relation];
  return turned ? { kind, from: there, to: here } : { kind, from: here, to: there };
};

/** The same, seen from one of its ends. */
export const seenFrom = ({ kind, from }: KeptRelation, here: number): Relation =>
  relations.find((one) => kept[one].kind === kind && (kept[one].turned ? from !== here : from === here)) ??
  'related';
