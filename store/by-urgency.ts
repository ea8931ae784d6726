/** SQL, for `order by`: tickets `t` by nearness to breach, without a deadline by priority; the older first. */
export const byUrgency = `t.sla_due_at nulls last, array_position(array['urgent', 'high', 'normal', 'low'], t.priority), t.created_at, t.id`;
