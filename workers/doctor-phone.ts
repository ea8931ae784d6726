import { AmiRefused, openAmi } from '../channels/phone/asterisk/session';
import type { AsteriskConfig } from '../connectors/configuration-telephony';
import { fault, ok, warning } from '../connectors/findings';
import type { Finding } from '../connectors/port';
import type { Chapter } from './doctor-report';

/** The exchange, tried by logging in and asking what goes on. */
export const exchangeChapters = async (asterisk: AsteriskConfig | undefined): Promise<Chapter[]> =>
  asterisk === undefined
    ? []
    : [
        {
          title: `telephony.asterisk (${asterisk.host}:${asterisk.port})`,
          findings: [...(await look(asterisk)), ...agentsOf(asterisk)],
        },
      ];

const look = async (asterisk: AsteriskConfig): Promise<readonly Finding[]> => {
  try {
    const session = await openAmi(asterisk, () => undefined);
    try {
      const { length } = await session.ask('CoreShowChannels');
      return [ok('', [`answers; ${length} channels are open`, `отвечает; открыто каналов: ${length}`])];
    } finally {
      session.close();
    }
  } catch (error) {
    return [faultOf(error as Error)];
  }
};

const faultOf = (error: Error): Finding =>
  error instanceof AmiRefused
    ? fault(
        'secret',
        [`the exchange refuses us: ${error.message}`, `АТС нас не пускает: ${error.message}`],
        ['compare user and secret with manager.conf', 'сравните user и secret с manager.conf'],
      )
    : fault(
        'host',
        [`no answer: ${error.message}`, `нет ответа: ${error.message}`],
        [
          'does Asterisk run, is the manager interface enabled, and has the account read=call,agent and write=reporting?',
          'работает ли Asterisk, включён ли интерфейс manager, есть ли у учётной записи read=call,agent и write=reporting?',
        ],
      );

const agentsOf = ({ agents }: AsteriskConfig): readonly Finding[] =>
  Object.keys(agents).length > 0
    ? []
    : [
        warning(
          'agents',
          ['no interface belongs to an operator', 'ни один интерфейс не принадлежит оператору'],
          [
            'name them, such as {PJSIP/olga: olga}: else nobody’s page opens on answer',
            'назовите их, например {PJSIP/olga: olga}: иначе по ответу ни у кого не откроется страница',
          ],
        ),
      ];
