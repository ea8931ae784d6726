import type { FaultWord } from './fault-word';

/** The faults that people meet in forms, as the rules word them (domain/contract-faults, domain/calendar/faults, ...). */
export const faultWordsRu: readonly FaultWord[] = [
  [/^is required$/, () => 'нужно заполнить'],
  [/^there is no placeholder (.*?); known are (.*)$/, (mark) => `нет такой подстановки: ${mark}`],
  [/^a \{\{ or \}\} stands alone$/, () => 'скобки {{ или }} стоят без пары'],
  [/^it was changed meanwhile; open it again$/, () => 'тем временем это изменили: откройте заново'],
  [/^there is no such ticket$/, () => 'такой заявки нет'],
  [/^say why: this status needs a reason$/, () => 'напишите причину: для этого статуса она нужна'],
  [/^A ticket cannot be (?:linked with|merged into) itself\.$/, () => 'это та же самая заявка'],
  [/^(\S+) is linked in this way already\.$/, (other) => `с ${other} такая связь уже есть`],
  [/^With this, (\S+) would stand in a circle\.$/, (here) => `${here} оказалась бы в кольце связей`],
  [/^(\S+) was merged (?:before|into another ticket).*$/, (number) => `${number} уже объединена с другой`],
  [/^There is no problem (\d+)\.$/, (id) => `проблемы ${id} нет`],
  [
    /^Problem \d+ is settled \((resolved|skipped)\)\.$/,
    (how) => `эту проблему тем временем уже ${how === 'skipped' ? 'пропустили' : 'решили'}`,
  ],
  [
    /^This problem is not about one field .*$/,
    () => 'здесь нет одного поля, которому можно задать значение: повторите или пропустите',
  ],
  [/^There is nobody on the staff with the id .*$/, () => 'такого сотрудника нет'],
  [/^There is no conflict (\d+)\.$/, (id) => `расхождения ${id} нет`],
  [/^Conflict \d+ was decided before\.$/, () => 'это расхождение уже решено'],
  [/^Conflict \d+ is between (\S+) and (\S+)\.$/, (one, two) => `выбрать можно между ${one} и ${two}`],
  [/^there is no system “(.*)”$/, (name) => `системы «${name}» нет`],
  [
    /^“(.*)” is not a task tracker of this configuration\.$/,
    (name) => `в конфигурации нет трекера «${name}»`,
  ],
  [/^Another task was being added; try again\.$/, () => 'как раз добавляли другую задачу: повторите'],
  [/^(\S+) was undone already\.$/, (ticket) => `регистрация ${ticket} уже отменена`],
  [
    /^The minute for undoing (\S+) is over; .*$/,
    (ticket) =>
      `минута, за которую можно отменить регистрацию ${ticket}, прошла: поставьте статус «Отменена»`,
  ],
  [/^who asked for it may not do this any more$/, () => 'кто это поручил, больше не имеет права'],
  [
    /^a choice needs two answers or more, in both languages$/,
    () => 'нужно хотя бы два варианта, на обоих языках',
  ],
  [/^must not be empty$/, () => 'нужно заполнить'],
  [/^must not have more than (\d+) characters$/, (n) => `не длиннее ${n} знаков`],
  [/^is taken already$/, () => 'уже занято'],
  [/^may have letters, digits and \. _ @ -$/, () => 'можно буквы, цифры и . _ @ -'],
  [/^must have between 10 and 1000 characters$/, () => 'нужно от 10 до 1000 знаков'],
  [/^is not known here$/, () => 'такого поля здесь нет'],
  [/^must be one of (.*)$/, (among) => `должно быть одно из: ${among}`],
  [
    /^“(.*)” is not a day; expected e\.g\. (.*)$/,
    (day, example) => (day ? `«${day}» — не дата; нужна, например, ${example}` : 'нужна дата'),
  ],
  [/^(\S+) lies before the start, (\S+)$/, (end, start) => `${end} раньше начала, ${start}`],
  [/^(\S+) lies before (\S+)$/, (end, start) => `${end} раньше, чем ${start}`],
  [/^the service is named twice$/, () => 'услуга названа дважды'],
  [
    /^“(.*)” is not a name of its own in small letters and hyphens$/,
    (name) => (name ? `«${name}» не подходит: малые латинские буквы и дефисы` : 'нужно название'),
  ],
  [/^the clock would never start$/, () => 'часы никогда не пустятся: скажите, что их пускает'],
  [/^there is another clock of this name$/, () => 'часы с таким названием уже есть'],
  [/^there is no clock “(.*)”; expected .*$/, (name) => `часов «${name}» нет`],
  [/^the level is named twice$/, () => 'уровень назван дважды'],
  [/^the contract does not name this service$/, () => 'этой услуги нет в договоре'],
  [
    /^there is another target for priority (\S+) of the same service$/,
    () => 'для этого приоритета и услуги уже есть норма',
  ],
  [
    /^“(.*)” is not a time; expected (.*)$/,
    (time) => `«${time}» — не время; нужны минуты или, например, 4 ч 30 мин`,
  ],
  [/^(.*) is not a time; expected whole minutes, at least one$/, () => 'нужны целые минуты, хотя бы одна'],
  [/^must be >= (\S+)$/, (least) => `не меньше ${least}`],
  [/^must be <= (\S+)$/, (most) => `не больше ${most}`],
  [/^must be integer$/, () => 'нужно целое число'],
  [/^must be number$/, () => 'нужно число'],
  [/^“(.*)” is not a number$/, (text) => `«${text}» — не число`],
  [/^says neither tickets nor hours$/, () => 'не сказано ни сколько заявок, ни сколько часов'],
  [/^(\S+) lies in the past$/, (at) => `${at} — уже в прошлом`],
  [/^(\S+) lies more than ten years ahead$/, (at) => `${at} — дальше, чем через десять лет`],
  [/^this target is judged already .*$/, () => 'решение уже вынесено, срок не передвинуть'],
  [/^the day is named twice$/, () => 'день назван дважды'],
  [/^“(.*)” is not an instant; expected .*$/, (at) => `«${at}» — не момент`],
  [
    /^there is no (?:organisation|calendar|service|contact) “(.*)”$/,
    (name) => (name === '' ? 'нужно выбрать' : `«${name}» не найдено`),
  ],
  [
    /^“(.*)” is not a time zone; .*$/,
    (zone) =>
      zone
        ? `«${zone}» — не часовой пояс; нужно имя, например Europe/Moscow`
        : 'нужен часовой пояс, например Europe/Moscow',
  ],
  [
    /^“(.*)” is not a time between (\S+) and (\S+)$/,
    (time, from, to) => `«${time}» — не время от ${from} до ${to}`,
  ],
  [/^(\S+) is not before (\S+)$/, (from, to) => `${from} не раньше ${to}`],
  [
    /^the hours that begin at (\S+) overlap those before them$/,
    (from) => `часы с ${from} пересекаются с предыдущими`,
  ],
  [/^there is another (?:holiday|exception) for (\S+)$/, (date) => `день ${date} уже есть в списке`],
  [
    /^the calendar is never open, so nothing would ever be due$/,
    () => 'календарь никогда не открыт: ни один срок не наступил бы',
  ],
  [
    /^“(.*)” are not hours; expected (.*)$/,
    (hours) => `«${hours}» — не часы; нужно, например, 09:00-13:00, 14:00-18:00`,
  ],
  [/^(\S+) stands in line (\d+) already$/, (date, n) => `${date} уже есть в строке ${n}`],
  [/^line (\d+): (.*)$/, (n, rest) => `строка ${n}: ${inRussian(rest ?? '')}`],
  [/^the file is empty$/, () => 'файл пуст'],
  [/^this is not an iCalendar file; .*$/, () => 'это не файл iCalendar'],
  [/^the table has no row for (\d+)$/, (year) => `в таблице нет строки за ${year} год`],
  [/^no holidays are known for “(.*)”; .*$/, (code) => `праздники страны «${code}» неизвестны`],
  [
    /^it was changed meanwhile by (.*); look at it again$/,
    (who) => `тем временем это изменил(а) ${who}: откройте заново и внесите свою правку`,
  ],
  [/^holds no days of these years$/, () => 'в нём нет дней этих лет'],
  [/^“(.*)” are not years; .*$/, (years) => `«${years}» — не годы; нужно, например, 2026-2027`],
  [/^the period was closed before$/, () => 'период уже закрыт'],
  [/^no target “(.*)” of (.*) was missed$/, (_, ticket) => `эта норма заявки ${ticket} не нарушена`],
];

const inRussian = (message: string): string => {
  for (const [pattern, word] of faultWordsRu) {
    const found = pattern.exec(message);
    if (found) return word(...found.slice(1));
  }
  return message;
};
