import { ok, warning, type Told } from '../findings';
import type { Finding } from '../port';
import type { Account } from './account';
import type { Client } from './client';
import type { QueueFacts } from './queue';
import { sentMail, type SentMail } from './sent-mail';

const key = 'speaksToRequester';

/** Those that RT itself asks when something happens in the queue (RT::Scrips::_FindScrips): its own and the global ones. */
const listScrips = (queueId: string): string =>
  `perl -I/usr/share/request-tracker5/lib -MRT=-init -e 'my $s=RT::Scrips->new(RT->SystemUser);$s->LimitToQueue(${queueId});$s->LimitToGlobal;` +
  `while(my $x=$s->Next){print $x->id," ",$x->Description,"\\n" if $x->ActionObj->Name=~/Requestor|Autoreply/}'`;

/**
 * REST 2 shows no scrips, only the mail that they have sent: what it says of what our account wrote last is believed; where that
 * says nothing, somebody must look.
 */
export const checkMail = async (client: Client, account: Account, facts: QueueFacts): Promise<Finding> => {
  const { lastAt, scrips, isSilent } = await sentMail(client, await account.name(), facts.name);
  if (scrips.length > 0) return speaks(facts, scrips);
  return isSilent ? silent(facts) : unseen(facts, lastAt);
};

const silent = ({ name }: QueueFacts): Finding =>
  ok(key, [
    `of the last ticket, answer and solution that our account wrote in queue "${name}" RT mailed the requesters nothing`,
    `о последних заявке, ответе и решении, которые наша учётная запись записала в очередь "${name}", RT заявителям не писал`,
  ]);

const speaks = (facts: QueueFacts, scrips: SentMail['scrips']): Finding =>
  warning(
    key,
    [
      `RT mails the requesters of queue "${facts.name}", too: ${scrips.map(({ scrip, ticket }) => `scrip ${scrip} (ticket ${ticket})`).join(', ')}`,
      `RT тоже пишет заявителям очереди "${facts.name}": ${scrips.map(({ scrip, ticket }) => `скрип ${scrip} (заявка ${ticket})`).join(', ')}`,
    ],
    remedy(facts),
  );

const unseen = (facts: QueueFacts, lastAt: string | undefined): Finding => {
  const [seen, told] =
    lastAt === undefined
      ? ['none is recorded so far', 'пока ни одного не записано']
      : [`the last is of ${lastAt}`, `последнее от ${lastAt}`];
  return warning(
    key,
    [
      `RT's own scrips may mail the requesters of queue "${facts.name}", too (${seen}); REST cannot show which`,
      `заявителям очереди "${facts.name}" могут писать и собственные скрипы RT (${told}); через REST не видно, какие`,
    ],
    remedy(facts),
  );
};

const remedy = ({ id }: QueueFacts): Told => [
  `list them on RT's host: ${listScrips(id)}; on the page of each (Admin > Scrips) untick "Enabled" or, where other queues need it, take it from all queues and give it to those ("Applies to"), until nothing is listed. To leave out only what our account writes is not enough: of an answer that staff write in RT the front tells, too`,
  `список на машине RT: ${listScrips(id)}; на странице каждого (Admin > Scrips) снимите «Enabled» или, если он нужен другим очередям, уберите его из всех и добавьте только в те («Applies to»), пока список не опустеет. Исключить только нашу учётную запись мало: об ответе, который сотрудник пишет в RT, сообщает и фронт`,
];
