/** Why something that came from outside was not applied; `unsaid` is what older rows say. */
export type IgnoredBecause =
  | 'echo'
  | 'sideEffect'
  | 'superseded'
  | 'unknownValue'
  | 'notOurs'
  | 'duplicate'
  | 'nothingFound'
  | 'notUnderstood'
  | 'givenUp'
  | 'foreign'
  | 'outOfScope'
  | 'notRouted'
  | 'beforeOurTime'
  | 'systemRemoved'
  | 'unsaid';
