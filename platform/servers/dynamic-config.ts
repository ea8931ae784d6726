/**
 * What every server of ours needs in Temporal's dynamic configuration, with JSON values: until 1.29 the matcher that knows
 * priorities is off (common/dynamicconfig/constants.go, MatchingUseNewMatcher), and the ticket that breaches in five minutes
 * would wait behind a burst of others.
 */
export const dynamicConfigNeeded: Readonly<Record<string, string>> = { 'matching.useNewMatcher': 'true' };
