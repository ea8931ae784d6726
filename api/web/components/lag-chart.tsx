import { addLag, lagQuantile, noLag } from '../../../domain/lag';
import { lagSlots, type LagSlot } from '../../../store/sync-lag';
import { lagPicture, type LagBar } from '../lag-picture';
import type { Visitor } from '../visitor';
import { duration } from './moment';

interface Props {
  readonly visitor: Visitor;
  readonly slots: readonly LagSlot[];
}

/** Height of the drawing in its own units; a slot is 10 wide. The drawing is stretched, so its words stand outside of it. */
const height = 100;
const width = lagSlots * 10;

/** How long changes took over the last day: the longest and the half of each ten minutes. */
export const LagChart = ({ visitor, slots }: Props) => {
  const { texts, language } = visitor;
  const { bars, scale } = lagPicture(slots, Date.now());
  const day = slots.reduce(addLag, noLag);
  if (day.changes === 0) return <p class="hint">{texts.synchronisation.lag.none}</p>;
  const words = summary(visitor, day);
  return (
    <figure class="lag">
      <figcaption>{words}</figcaption>
      <div class="plot">
        <div class="scale" aria-hidden="true">
          {[...scale].reverse().map((ms) => (
            <span>{duration(ms, language)}</span>
          ))}
        </div>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={words}>
          {scale.map((_, i) => {
            const y = height - (i * height) / (scale.length - 1);
            return <line class="rule" x1={0} x2={width} y1={y} y2={y} vector-effect="non-scaling-stroke" />;
          })}
          {bars.map((bar) => (
            <Bar visitor={visitor} bar={bar} />
          ))}
        </svg>
        <div class="hours" aria-hidden="true">
          {[24, 18, 12, 6, 0].map((hours) => (
            <span>{texts.synchronisation.lag.hoursAgo(hours)}</span>
          ))}
        </div>
      </div>
      <p class="hint">{texts.synchronisation.lag.explain}</p>
    </figure>
  );
};

const Bar = ({ visitor, bar: { at, slot, worst, median } }: { visitor: Visitor; bar: LagBar }) => (
  <g>
    <title>{`${slot.from.toISOString().slice(11, 16)} UTC: ${summary(visitor, slot)}`}</title>
    <rect class="worst" x={at * 10 + 1} width={8} y={height * (1 - worst)} height={height * worst} />
    <rect class="half" x={at * 10 + 1} width={8} y={height * (1 - median)} height={height * median} />
  </g>
);

const summary = ({ texts, language }: Visitor, counts: Parameters<typeof lagQuantile>[0]): string => {
  const { lag } = texts.synchronisation;
  const within = (part: number) => duration(lagQuantile(counts, part) ?? 0, language);
  return [
    lag.changes(counts.changes),
    `${lag.half} ≤ ${within(0.5)}`,
    `${lag.most} ≤ ${within(0.95)}`,
    `${lag.worst} ${duration(counts.maxMs, language)}`,
  ].join(' · ');
};
