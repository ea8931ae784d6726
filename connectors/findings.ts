import type { Finding } from './port';

/** The same sentence for people who read English and for those who read Russian. */
export type Told = readonly [english: string, russian: string];

const finding =
  (level: Finding['level']) =>
  (key: string, message: Told, advice?: Told): Finding => ({
    level,
    key,
    message: message[0],
    ...(advice && { advice: advice[0] }),
    inRussian: { message: message[1], ...(advice && { advice: advice[1] }) },
  });

/** Something that works as configured. */
export const ok: (key: string, message: Told) => Finding = finding('ok');

/** Something that keeps us from working. */
export const fault: (key: string, message: Told, advice: Told) => Finding = finding('fault');

/** Something that may surprise. */
export const warning: (key: string, message: Told, advice: Told) => Finding = finding('warning');

/** Names in quotes, for a message. */
export const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
