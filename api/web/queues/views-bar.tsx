import type { SavedView, ViewPlace } from '../../../store/saved-views';
import { Csrf } from '../components/form-parts';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';

interface Props {
  readonly visitor: Visitor;
  readonly place: ViewPlace;
  readonly views: readonly SavedView[];
  /** The filter that is shown now, as in the address. */
  readonly query: string;
}

/** Filters under a name: everybody's and one's own, and the one that is shown, to be kept. */
export const ViewsBar = ({ visitor, place, views, query }: Props) => {
  const { queues } = visitor.texts;
  const shares = visitorMay(visitor, 'agreements.write');
  return (
    <nav class="views" aria-label={queues.views}>
      {views.map((view) => (
        <span class="view">
          <a
            href={view.query === '' ? `/${place}` : `/${place}?${view.query}`}
            {...(view.query === query && { 'aria-current': 'true' as const })}
          >
            {view.name}
          </a>
          {view.shared && <small> ({queues.shared})</small>}
          {(view.mine || shares) && (
            <form method="post" action={`/views/${view.id}/remove`}>
              <Csrf visitor={visitor} />
              <button class="quiet" aria-label={`${queues.removeView}: ${view.name}`}>
                ✕
              </button>
            </form>
          )}
        </span>
      ))}
      <details>
        <summary>{queues.saveView}</summary>
        <form method="post" action="/views" class="save-view">
          <Csrf visitor={visitor} />
          <input type="hidden" name="place" value={place} />
          <input type="hidden" name="query" value={query} />
          <input
            name="name"
            aria-label={queues.viewName}
            placeholder={queues.viewName}
            maxLength={60}
            required
          />
          {shares && (
            <label class="tick">
              <input type="checkbox" name="shared" value="on" /> {queues.shared}
            </label>
          )}
          <button>{queues.saveView}</button>
        </form>
      </details>
    </nav>
  );
};
