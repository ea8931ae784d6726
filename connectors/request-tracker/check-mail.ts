import { warning } from '../findings';
import type { Finding } from '../port';
import type { Client } from './client';
import { items, text } from './json';
import type { QueueFacts } from './queue';
import { quoted } from './search';

/** Those that RT itself asks when something happens in the queue (RT::Scrips::_FindScrips): its own and the global ones. */
const listScrips = (queueId: string): string =>
  `perl -I/usr/share/request-tracker5/lib -MRT=-init -e 'my $s=RT::Scrips->new(RT->SystemUser);$s->LimitToQueue(${queueId});$s->LimitToGlobal;` +
  `while(my $x=$s->Next){print $x->id," ",$x->Description,"\\n" if $x->ActionObj->Name=~/Requestor|Autoreply/}'`;

/** REST 2 shows no scrips, only the mail that they have sent. */
export const checkMail = async (client: Client, { id, name }: QueueFacts): Promise<Finding> => {
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
      `list them on RT's host: ${listScrips(id)}; on the page of each (Admin > Scrips) untick "Enabled" or, where other queues need it, take it from all queues and give it to those ("Applies to"), until nothing is listed. To leave out only what our account writes is not enough: of an answer that staff write in RT the front tells, too`,
      `список на машине RT: ${listScrips(id)}; на странице каждого (Admin > Scrips) снимите «Enabled» или, если он нужен другим очередям, уберите его из всех и добавьте только в те («Applies to»), пока список не опустеет. Исключить только нашу учётную запись мало: об ответе, который сотрудник пишет в RT, сообщает и фронт`,
    ],
  );
};
