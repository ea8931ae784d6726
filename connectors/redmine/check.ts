import { ConnectorFailure } from '../failure';
import { fault, ok, warning } from '../findings';
import type { Told } from '../findings';
import type { Finding } from '../port';
import { asActor } from './account';
import { checkRights } from './check-rights';
import { checkWords } from './check-words';
import { checkWorkflow } from './check-workflow';
import type { Parts } from './parts';

/** From here on the difference of the clocks is worth a warning, in milliseconds. */
const muchOffsetMs = 2_000;

/** Holds the configuration against the live Redmine, from the connection inwards; stops where nothing further can be seen. */
export const checkRedmine = async (parts: Parts): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  try {
    for (const step of [checkAccount, checkClock, checkRights, checkWords, checkWorkflow])
      findings.push(...(await step(parts)));
  } catch (error) {
    findings.push(explain(error));
  }
  return findings;
};

const checkAccount = async ({ account }: Parts): Promise<readonly Finding[]> => {
  const { id, name } = asActor(await account.fresh());
  return [
    ok('apiKey', [
      `Redmine knows us as ${name} (user ${id}).`,
      `Redmine знает нас как ${name} (пользователь ${id}).`,
    ]),
  ];
};

const checkClock = async ({ clock }: Parts): Promise<readonly Finding[]> => {
  const offset = await clock.offset();
  if (Math.abs(offset) <= muchOffsetMs)
    return [ok('url', [`Redmine's clock is right (${offset} ms).`, `Часы Redmine верны (${offset} мс).`])];
  const seconds = (Math.abs(offset) / 1000).toFixed(1);
  return [
    warning(
      'url',
      [
        `Redmine's clock is ${seconds} s ${offset > 0 ? 'ahead of' : 'behind'} ours.`,
        `Часы Redmine ${offset > 0 ? 'спешат' : 'отстают'} на ${seconds} с относительно наших.`,
      ],
      [
        'It is taken into account, but set both clocks by NTP.',
        'Это учитывается, но сверьте часы обеих машин по NTP.',
      ],
    ),
  ];
};

const explain = (error: unknown): Finding => {
  if (!(error instanceof ConnectorFailure)) throw error;
  const { kind, message, details } = error;
  if (kind === 'credentials')
    return fault('apiKey', [message, `Redmine не принимает ключ (apiKey): ${message}`], keyAdvice);
  if (details.field === 'project')
    return fault(
      'project',
      [message, `В Redmine нет такого проекта, или наша учётная запись его не видит: ${message}`],
      [
        'Write the identifier of the project and make our account a member of it.',
        'Укажите идентификатор проекта и сделайте нашу учётную запись его участником.',
      ],
    );
  if (kind === 'transient')
    return fault(
      'url',
      [message, `Redmine не отвечает: ${message}`],
      ['Is Redmine running, and is this its address?', 'Запущен ли Redmine, и его ли это адрес?'],
    );
  return fault(
    'url',
    [message, `Redmine отказал: ${message}`],
    ['Compare the address and the rights of our account.', 'Сверьте адрес и права нашей учётной записи.'],
  );
};

const keyAdvice: Told = [
  'Copy the key from "My account" of our user, and switch on Administration, Settings, API, "Enable REST web service".',
  'Скопируйте ключ доступа к API из «Моей учётной записи» нашего пользователя и включите «Администрирование, Настройки, API, Включить веб-сервис REST».',
];
