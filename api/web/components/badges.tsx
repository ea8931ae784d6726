import type { Priority, Status, Visibility } from '../../../domain/ticket';
import type { SyncState } from '../../../store/ticket-view';
import type { Texts } from '../texts/index';

export const StatusBadge = ({ status, texts }: { status: Status; texts: Texts }) => (
  <span class={`badge status-${status}`}>{texts.status[status]}</span>
);

export const PriorityBadge = ({ priority, texts }: { priority: Priority; texts: Texts }) => (
  <span class={`badge priority-${priority}`}>{texts.priority[priority]}</span>
);

export const SyncBadge = ({ state, texts }: { state: SyncState; texts: Texts }) => (
  <span class={`badge sync-${state}`}>{texts.sync[state]}</span>
);

/** Unmistakable: in words, with a mark of its own, not by colour alone. */
export const VisibilityBadge = ({ visibility, texts }: { visibility: Visibility; texts: Texts }) => (
  <span class={`badge visibility-${visibility}`}>
    <span aria-hidden="true">{visibility === 'public' ? '👁 ' : '🔒 '}</span>
    {texts.visibility[visibility]}
  </span>
);
