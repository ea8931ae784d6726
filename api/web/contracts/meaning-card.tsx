import type { ComponentChildren } from 'preact';
import type { ServiceView } from '../../../store/services';
import { PriorityBadge } from '../components/badges';
import { notCoveredText } from '../sla/not-covered-text';
import type { Visitor } from '../visitor';
import { wallTime, zonePlace } from '../wall-time';
import type { Meaning } from './meaning';

interface Props {
  readonly visitor: Visitor;
  readonly meaning: Meaning | undefined;
  readonly services: readonly Pick<ServiceView, 'id' | 'name'>[];
  /** By which another instant is asked for. */
  readonly asks?: ComponentChildren;
}

/** What the contract promises, told by a ticket: the check that a person makes before he saves. */
export const MeaningCard = ({ visitor, meaning, services, asks }: Props) => {
  const { agreements } = visitor.texts;
  return (
    <section class="card meaning">
      <h2>{agreements.meaning.title}</h2>
      {asks}
      {asks && (
        <button name="do" value="preview">
          {agreements.meaning.show}
        </button>
      )}
      <div id="meaning" aria-live="polite">
        {meaning ? (
          <Answers visitor={visitor} meaning={meaning} services={services} />
        ) : (
          <p class="hint">{agreements.meaning.unready}</p>
        )}
      </div>
    </section>
  );
};

const Answers = ({
  visitor,
  meaning,
  services,
}: {
  visitor: Visitor;
  meaning: Meaning;
  services: Props['services'];
}) => {
  const { texts, language } = visitor;
  const words = texts.agreements.meaning;
  const told = (at: number | undefined): string =>
    at === undefined ? words.never : wallTime(at, meaning.timeZone, language);
  const head = meaning.isAhead ? words.ahead : words.now;
  return (
    <>
      <p>{head(told(meaning.at), zonePlace(meaning.timeZone, language))}</p>
      {meaning.rows.length === 0 && <p class="hint">{words.noTargets}</p>}
      <ul>
        {meaning.rows.map(({ priority, service, answer }) => (
          <li>
            <PriorityBadge priority={priority} texts={texts} />{' '}
            {service && <small>{services.find(({ id }) => String(id) === service)?.name}</small>}{' '}
            {answer.covered
              ? words.row(told(answer.reaction.due), told(answer.resolution.due))
              : notCoveredText(answer.because, visitor, meaning.timeZone)}
          </li>
        ))}
      </ul>
      {meaning.bareYears.length > 0 && (
        <p class="state">{texts.agreements.bareYears(meaning.bareYears.join(', '))}</p>
      )}
    </>
  );
};
