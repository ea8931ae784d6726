import { mayRate } from '../../../domain/solution';
import { scores, type Rating } from '../../../store/portal/ratings';
import { Csrf } from '../components/form-parts';
import { Moment } from '../components/moment';
import type { Visitor } from '../visitor';
import type { PortalTicketProps } from './ticket-props';

/** How it went, in the requester’s eyes: one to five and a word, which he may change. */
export const RatingCard = (props: PortalTicketProps) => {
  const { visitor, ticket, me, rating } = props;
  const words = visitor.texts.portal.rating;
  const mayHe = ticket.requester.id === me && ticket.mergedInto === null && mayRate(ticket);
  return (
    <div id="rating" data-live>
      {mayHe && (
        <section class="card">
          <h2>{rating ? words.yours : words.title}</h2>
          {rating && <Given visitor={visitor} rating={rating} />}
          {rating ? (
            <details id="rate-again">
              <summary>{words.change}</summary>
              <RatingForm {...props} />
            </details>
          ) : (
            <RatingForm {...props} />
          )}
        </section>
      )}
    </div>
  );
};

const RatingForm = ({ visitor, ticket, rating }: PortalTicketProps) => {
  const words = visitor.texts.portal.rating;
  return (
    <form method="post" action={`/portal/tickets/${ticket.number}/rating`}>
      <Csrf visitor={visitor} />
      <fieldset class="scores">
        <legend>{words.score}</legend>
        {scores.map((score) => (
          <label>
            <input type="radio" name="score" value={score} required checked={rating?.score === score} />
            <span>
              {score} <small>{words.scores[score]}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <label>
        <span>{words.words}</span>
        <textarea name="words" rows={2} maxLength={2000}>
          {rating?.words ?? ''}
        </textarea>
      </label>
      <button class="wide">{words.submit}</button>
    </form>
  );
};

/** A rating as it was given. */
export const Given = ({ visitor, rating }: { visitor: Visitor; rating: Rating }) => {
  const words = visitor.texts.portal.rating;
  return (
    <>
      <p class="given">
        <span class="stars" aria-hidden="true">
          {'★'.repeat(rating.score)}
          {'☆'.repeat(5 - rating.score)}
        </span>{' '}
        <b>{rating.score}</b> — {words.scores[rating.score]}
      </p>
      {rating.words && <p class="body">{rating.words}</p>}
      <p class="hint">
        <Moment at={rating.at} language={visitor.language} />
        {rating.changedAt && (
          <>
            , {words.changed} <Moment at={rating.changedAt} language={visitor.language} />
          </>
        )}
      </p>
    </>
  );
};

/** For staff, on their page of the ticket. */
export const StaffRatingCard = ({ visitor, rating }: { visitor: Visitor; rating: Rating | undefined }) => (
  <div id="rating" data-live>
    {rating && (
      <section class="card">
        <h2>{visitor.texts.portal.rating.staffTitle}</h2>
        <Given visitor={visitor} rating={rating} />
      </section>
    )}
  </div>
);
