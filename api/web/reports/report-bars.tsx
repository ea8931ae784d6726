import type { Tally } from '../../../domain/sla/compliance';
import type { Visitor } from '../visitor';
import type { Group } from './report-groups';

interface Props {
  readonly visitor: Visitor;
  readonly title: string;
  readonly groups: readonly Group[];
  readonly label: (group: Group) => string;
}

/** What was met and missed, group by group, as bars; the figures stand beside them. */
export const ReportBars = ({ visitor, title, groups, label }: Props) => {
  const { sla } = visitor.texts;
  return groups.length === 0 ? null : (
    <section class="card wide">
      <h2>{title}</h2>
      <table class="bars">
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">{sla.clock.reaction}</th>
            <th scope="col">{sla.clock.resolution}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr>
              <th scope="row">
                {label(group)} <small>{group.tickets}</small>
              </th>
              <td>
                <Bar visitor={visitor} tally={group.reaction} />
              </td>
              <td>
                <Bar visitor={visitor} tally={group.resolution} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const [width, height] = [200, 12];

export const Bar = ({ visitor, tally }: { visitor: Visitor; tally: Tally }) => {
  const words = tallyText(visitor, tally);
  const all = tally.met + tally.breached + tally.open;
  const part = (count: number): number => (all === 0 ? 0 : (count / all) * width);
  return (
    <div class="bar-cell">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words}>
        <title>{words}</title>
        <rect class="bar-met" x={0} width={part(tally.met)} height={height} />
        <rect class="bar-breached" x={part(tally.met)} width={part(tally.breached)} height={height} />
        <rect
          class="bar-open"
          x={part(tally.met + tally.breached)}
          width={part(tally.open)}
          height={height}
        />
      </svg>
      <span>{shareText(visitor, tally)}</span>
      <small>{words}</small>
    </div>
  );
};

export const shareText = ({ texts, language }: Visitor, { share }: Tally): string =>
  share === null
    ? texts.reports.none
    : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share / 100);

const tallyText = ({ texts: { reports } }: Visitor, { met, breached, open }: Tally): string =>
  [[met, reports.met] as const, [breached, reports.breached] as const, [open, reports.open] as const]
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${word} ${count}`)
    .join(', ');
