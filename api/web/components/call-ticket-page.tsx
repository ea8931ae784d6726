import { asset } from '../assets';
import { nameQuestions } from '../questions/question-fields';
import { BesideForm } from './call-beside';
import { callerName, numberOf } from './call-parts';
import { TicketFields } from './call-ticket-fields';
import type { CallTicketProps } from './call-ticket-props';
import { Csrf, EnterButton, Faults } from './form-parts';
import { Page } from './page';
import { WhoIsIt } from './who-is-it';

/** The ticket of a call: filled in as far as can be known, the title under the cursor. */
export const CallTicketPage = (props: CallTicketProps) => {
  const { visitor, call, writer } = props;
  const { phone } = visitor.texts;
  const here = `/phone/calls/${call.id}/ticket`;
  return (
    <Page visitor={visitor} title={phone.form} here={here}>
      <h1>
        {phone.form}: {callerName(call, visitor)} <small>{numberOf(call, visitor)}</small>
      </h1>
      {call.ticket && (
        <p class="notice">
          {phone.hasTicket} <a href={`/tickets/${call.ticket}`}>{call.ticket}</a>
        </p>
      )}
      {writer && (
        <p class="notice" role="status">
          {phone.writes(writer)}
        </p>
      )}
      <Faults visitor={visitor} faults={nameQuestions(props.faults, props.beside.questions, visitor)} />
      <form method="post" action={here} class="columns call-ticket" data-call-form={call.id}>
        <Csrf visitor={visitor} />
        <input type="hidden" name="once" value={props.once} />
        <EnterButton label={phone.register} />
        <TicketFields {...props} />
        <BesideForm visitor={visitor} beside={props.beside} />
      </form>
      {!props.caller && <WhoIsIt {...props} />}
      <script src={asset('phone.js')} defer />
      <script src={asset('canned.js')} defer />
    </Page>
  );
};
