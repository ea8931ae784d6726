import { personLabel } from './call-parts';
import type { CallTicketProps } from './call-ticket-props';
import { Csrf, Input } from './form-parts';
import { Candidates } from './phone-page';

/** Nobody is known for certain: pick one of those who may be it, or look for somebody; the number is learned. */
export const WhoIsIt = ({ visitor, call, found, who }: CallTicketProps) => {
  const { phone } = visitor.texts;
  return (
    <section class="card" id="who">
      <h2>{phone.belongs}</h2>
      <Candidates visitor={visitor} call={call} />
      <form method="get" action={`/phone/calls/${call.id}/ticket`} class="row">
        <Input name="who" label={phone.findPerson} type="search" value={who} />
        <button>{phone.findPerson}</button>
      </form>
      <ul class="candidates">
        {found.map((contact) => (
          <li>
            <form method="post" action={`/phone/calls/${call.id}/caller`}>
              <Csrf visitor={visitor} />
              <button name="contact" value={String(contact.id)}>
                {phone.isIt}: {personLabel(contact)}
              </button>{' '}
              <small>{contact.email}</small>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
};
