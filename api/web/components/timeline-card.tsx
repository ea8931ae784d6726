import type { Relation } from '../../../domain/relation';
import type { Page } from '../../../store/page';
import type { TimelineEntry } from '../../../store/timeline';
import type { Texts } from '../texts/index';
import type { Visitor } from '../visitor';
import { fieldName, originName, valueName } from './field-name';
import { Moment } from './moment';

/** Everything that happened, with its time at the source, its origin and who did it. */
export const TimelineCard = ({ visitor, timeline }: { visitor: Visitor; timeline: Page<TimelineEntry> }) => {
  const { texts, language } = visitor;
  return (
    <details class="card timeline" id="timeline" data-live>
      <summary>
        <h2>{texts.ticket.timeline}</h2>
      </summary>
      <ol>
        {timeline.items.map((entry) => (
          <li>
            <Moment at={entry.at} language={language} />
            <div>
              {whatOf(entry, texts)}
              <small>
                {entry.actor} · {originName(entry.origin, texts)}
              </small>
            </div>
          </li>
        ))}
      </ol>
      {timeline.next !== null && <p class="hint">{texts.ticket.more}</p>}
    </details>
  );
};

const whatOf = ({ what, detail }: TimelineEntry, texts: Texts): string => {
  const title = what in texts.what ? texts.what[what as keyof Texts['what']] : what;
  const field = text(detail.field);
  const relation = text(detail.relation);
  if (relation && relation in texts.work.relation)
    return `${title}: ${texts.work.relation[relation as Relation]} ${text(detail.other) ?? ''}`;
  const about = text(detail.filename) ?? text(detail.system) ?? text(detail.other);
  if (!field) return [title, about].filter(Boolean).join(': ');
  return `${title}: ${fieldName(field, texts)}${change(detail, field, texts)}`;
};

/** Long texts are told of, not shown. */
const change = (detail: TimelineEntry['detail'], field: string, texts: Texts): string => {
  const [before, after] = [shown(field, detail.old, texts), shown(field, detail.new, texts)];
  return field === 'description' || (before ?? after) === undefined
    ? ''
    : `, ${before ?? '—'} → ${after ?? '—'}`;
};

const shown = (field: string, value: unknown, texts: Texts): string | undefined => {
  const plain = text(value);
  if (plain === undefined) return undefined;
  const named = valueName(field, plain, texts);
  return named.length > 80 ? `${named.slice(0, 80)}…` : named;
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
