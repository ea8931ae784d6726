import { warning } from '../findings';
import type { Finding } from '../port';
import type { Client } from './client';
import { items, text } from './json';
import type { QueueFacts } from './queue';
import { quoted } from './search';

const listScrips =
  `perl -I/usr/share/request-tracker5/lib -MRT=-init -e 'my $s=RT::Scrips->new(RT->SystemUser);$s->UnLimit;` +
  `while(my $x=$s->Next){print $x->id," ",$x->Description,"\\n" if $x->ActionObj->Name=~/Requestor|Autoreply/}'`;

/** REST 2 shows no scrips, only the mail that they have sent. */
export const checkMail = async (client: Client, { name }: QueueFacts): Promise<Finding> => {
  const query = `Type = 'EmailRecord' AND TicketQueue = ${quoted(name)}`;
  const sent = items(await client.page('/transactions', query, 'Created', { order: 'DESC', per_page: 1 }))[0];
  const [seen, told] =
    sent === undefined
      ? ['none is recorded so far', 'пока ни одного не записано']
      : [`the last is of ${text(sent.Created)}`, `последнее от ${text(sent.Created)}`];
  return warning(
    'speaksToRequester',
    [
      `RT's own scrips may mail the requesters of queue "${name}", too (${seen}); REST cannot show which`,
      `заявителям очереди "${name}" могут писать и собственные скрипы RT (${told}); через REST не видно, какие`,
    ],
    [
      `list them on RT's host: ${listScrips}; disable each for this queue (Admin > Scrips). To leave out only what our account writes is not enough: of an answer that staff write in RT the front tells, too`,
      `список на машине RT: ${listScrips}; выключите каждый для этой очереди (Admin > Scrips). Исключить только нашу учётную запись мало: об ответе, который сотрудник пишет в RT, сообщает и фронт`,
    ],
  );
};
