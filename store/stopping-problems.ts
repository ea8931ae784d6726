/** Problems that keep a record from being pushed until a person has acted; the sweeper and the gates know them too. */
export const stoppingProblems = ['push-refused', 'record-failing', 'record-hidden'] as const;
