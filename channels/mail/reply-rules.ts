/** Our own line; what stands below it is ours. Parts of it survive every client that we know. */
export const replyMarker = '##- Ответ пишите выше этой строки · Please type your reply above this line -##';
const marker = /##-.{0,120}-##/;

/** One line that tells who wrote what follows. Each is tried on a line, and on that line joined with the next two. */
const introductions: readonly RegExp[] = [
  // Gmail, Apple, Thunderbird in English: On Mon, 5 Jan 2026 at 10:15, Anna <a@x> wrote:
  /^On\s.{6,250}\swrote:$/,
  // Gmail: пн, 5 янв. 2026 г. в 10:15, Анна <a@x>:
  /^(?:пн|вт|ср|чт|пт|сб|вс)[.,]?\s.{4,40}\d{4}.{0,250}[>»)]:$/iu,
  // Apple: 5 янв. 2026 г., в 10:15, Анна <a@x> написал(а):   Thunderbird: 05.01.2026 10:15, Анна пишет:
  /^.{0,10}\d{1,2}[.\s].{4,250}\s(?:пишет|писал|писала|написал|написала|пишет\(а\)|написал\(а\)|пишете):$/iu,
  // Mail.ru: Понедельник, 5 января 2026, 10:15 +03:00 от Анна <a@x>:   Yandex: 05.01.2026, 10:15, "Анна" <a@x>:
  /^(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье),\s.{6,250}:$/iu,
  /^\d{1,2}\.\d{1,2}\.\d{2,4},?\s.{0,20}\d{1,2}:\d{2}.{0,250}[>»"]:$/u,
  /^(?:Anna|[\p{L}"][\p{L}\s."-]{1,80})\s<[^<>\s]{3,200}>\s(?:пишет|написал|написала|wrote)[^:\n]{0,60}:$/u,
];

/** Begins a quotation by itself. */
const separators: readonly RegExp[] = [
  marker,
  /^-{2,}\s?(?:Original Message|Исходное сообщение|Исходное письмо|Ursprüngliche Nachricht|Message d'origine)\s?-{2,}$/iu,
  /^-{2,}\s?(?:Ответ|Цитата)\s.{0,80}-{2,}$/iu,
];

/** Outlook's head of the quoted mail: `From:` and `Sent:` or `Date:` next to each other, in the language of the client. */
const headFrom = /^[*\s]{0,3}(?:From|От|От кого|Von|De):\s*\*?\s?\S/iu;
const headNext = /^[*\s]{0,3}(?:Sent|Date|Отправлено|Дата|To|Кому|Gesendet|Datum|Envoyé):\s*\*?/iu;

/** Programs that speak of themselves below the text. */
const programs: readonly RegExp[] = [
  /^(?:Sent from|Get Outlook for)\s.{2,80}$/i,
  /^Отправлено (?:с|из|через)\s.{2,80}$/iu,
  /^(?:Скачать|Загрузить) Outlook для\s.{2,60}$/iu,
];

/** Begins a forwarded mail: nothing below it may be cut. */
export const forwardIntroduction =
  /^(?:-{2,}\s?(?:Forwarded message|Пересылаемое сообщение|Пересланное сообщение|Переадресованное сообщение|Перенаправленное сообщение|Weitergeleitete Nachricht)\s?-{2,}|Begin forwarded message:|Начало переадресованного сообщения:|-{3,}\s?Конец пересылаемого сообщения)/imu;

/** The first line that belongs to a quotation or to the mail program; undefined: none. */
export const cutAt = (lines: readonly string[]): number | undefined => {
  const at = lines.findIndex((_, i) => begins(lines, i));
  return at === -1 ? undefined : withRuler(lines, at);
};

const begins = (lines: readonly string[], i: number): boolean => {
  const line = (lines[i] ?? '').trim();
  if (line === '' || line.length > 400) return false;
  if (separators.some((rule) => rule.test(line)) || programs.some((rule) => rule.test(line))) return true;
  if (headFrom.test(line) && [1, 2].some((n) => headNext.test(lines[i + n] ?? ''))) return true;
  return [1, 2, 3].some((n) => introduces(lines.slice(i, i + n)));
};

/** Clients break these lines; only lines without a gap belong together. */
const introduces = (lines: readonly string[]): boolean => {
  if (lines.some((line) => line.trim() === '' || line.length > 300)) return false;
  const joined = lines.map((line) => line.trim()).join(' ');
  return introductions.some((rule) => rule.test(joined));
};

/** A ruler of underscores or dashes just above belongs to it (Outlook). */
const withRuler = (lines: readonly string[], at: number): number => {
  let above = at - 1;
  while (above >= 0 && (lines[above] ?? '').trim() === '') above--;
  return above >= 0 && /^[_-]{10,}$/.test((lines[above] ?? '').trim()) ? above : at;
};
