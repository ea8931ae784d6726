import { dayAt } from '../../../domain/calendar/wall-days';
import { wallClock, wallDate, wallTime } from '../wall-time';
import { becauseText, clockName, type Telling } from './because-text';
import type { PictureMark, PictureRow, PictureStretch, SlaPicture } from './sla-picture';

const [width, left, rowHeight, top] = [1000, 90, 40, 8];
const inner = width - left - 10;
const x = (place: number): number => Math.round((left + place * inner) * 10) / 10;

/** The clocks’ course as a picture: closed hours shaded, where they ran and stood, warnings, what is due. */
export const SlaTimeline = ({ telling, picture }: { telling: Telling; picture: SlaPicture }) => {
  const { visitor } = telling;
  const words = visitor.texts.sla.picture;
  const bottom = top + picture.rows.length * rowHeight;
  return (
    <figure class="course wide">
      <svg viewBox={`0 0 ${width} ${bottom + 26}`} role="img" aria-label={words.title}>
        {picture.closed.map(({ from, to }) => (
          <rect class="shut" x={x(from)} y={top} width={x(to) - x(from)} height={bottom - top}>
            <title>{words.closed}</title>
          </rect>
        ))}
        {picture.ticks.map(({ place, at, isDay }) => (
          <g>
            <line class="tick" x1={x(place)} x2={x(place)} y1={top} y2={bottom + 4} />
            <text class="tick" x={x(place)} y={bottom + 18}>
              {isDay
                ? wallDate(dayAt(telling.timeZone, at), visitor.language)
                : wallClock(at, telling.timeZone, visitor.language)}
            </text>
          </g>
        ))}
        {picture.rows.map((row, i) => (
          <Row telling={telling} row={row} y={top + i * rowHeight} />
        ))}
        {picture.now !== undefined && (
          <line class="present" x1={x(picture.now)} x2={x(picture.now)} y1={top} y2={bottom}>
            <title>{words.now}</title>
          </line>
        )}
      </svg>
      <Legend telling={telling} />
    </figure>
  );
};

const Row = ({ telling, row, y }: { telling: Telling; row: PictureRow; y: number }) => (
  <g>
    <text class="name" x={0} y={y + rowHeight / 2 + 4}>
      {clockName(row.clock, telling.visitor)}
    </text>
    {row.stretches.map((stretch) => (
      <Stretch telling={telling} stretch={stretch} y={y} />
    ))}
    {row.marks.map((mark) => (
      <Mark telling={telling} mark={mark} y={y} />
    ))}
  </g>
);

const Stretch = ({ telling, stretch, y }: { telling: Telling; stretch: PictureStretch; y: number }) => {
  const { from, to, kind, because } = stretch;
  return (
    <rect
      class={`stretch ${kind}`}
      x={x(from)}
      y={y + 12}
      width={Math.max(1.5, x(to) - x(from))}
      height={16}
      rx={2}
    >
      <title>{`${telling.visitor.texts.sla.picture[kind]}: ${becauseText(because, telling)}`}</title>
    </rect>
  );
};

const Mark = ({ telling, mark, y }: { telling: Telling; mark: PictureMark; y: number }) => {
  const { texts, language } = telling.visitor;
  const { place, at, kind, level } = mark;
  const title = [
    texts.sla.picture[kind],
    level === undefined ? '' : typeof level === 'number' ? `${level} %` : level,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <g class={`mark ${kind}`}>
      <title>{`${title}: ${wallTime(at, telling.timeZone, language)}`}</title>
      {kind === 'warning' ? (
        <path d={`M${x(place) - 5} ${y + 10} h10 l-5 8 z`} />
      ) : kind === 'due' ? (
        <rect x={x(place) - 1.5} y={y + 5} width={3} height={30} />
      ) : (
        <circle cx={x(place)} cy={y + 20} r={6} />
      )}
    </g>
  );
};

const Legend = ({ telling }: { telling: Telling }) => {
  const words = telling.visitor.texts.sla.picture;
  const kinds = ['runs', 'stands', 'over', 'closed', 'warning', 'due', 'met', 'breach'] as const;
  return (
    <ul class="legend">
      {kinds.map((kind) => (
        <li>
          <span class={`swatch course-${kind}`} aria-hidden="true" /> {words[kind]}
        </li>
      ))}
    </ul>
  );
};
