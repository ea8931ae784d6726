import type { Language } from '../../store/contacts';

const hour = 60;

/** `45 min`, `4 h`, `2 h 30 min` of business minutes; never days, whose length is each calendar’s own. */
export const minutesText = (minutes: number, language: Language): string => {
  const whole = Math.round(Math.abs(minutes));
  const [h, min] = language === 'ru' ? ['ч', 'мин'] : ['h', 'min'];
  const [hours, rest] = [Math.floor(whole / hour), whole % hour];
  const parts = [
    ...(hours > 0 ? [`${hours} ${h}`] : []),
    ...(rest > 0 || hours === 0 ? [`${rest} ${min}`] : []),
  ];
  return `${minutes < 0 && whole > 0 ? '−' : ''}${parts.join(' ')}`;
};

/** Minutes of what a person typed: `90`, `4 h`, `1h 30m`, `4 ч 30 мин`, `1:30`. Undefined when it is no time. */
export const minutesOf = (text: string): number | undefined => {
  const clean = text.trim().toLowerCase();
  const clock = /^(\d{1,4}):(\d\d)$/.exec(clean);
  if (clock) return Number(clock[1]) * hour + Number(clock[2]);
  const [, hours, minutes] =
    /^(?:(\d{1,5})\s*(?:h|ч)[а-яa-z.]*)?\s*(?:(\d{1,7})\s*(?:m|м|$)[а-яa-z.]*)?$/.exec(clean) ?? [];
  return hours === undefined && minutes === undefined
    ? undefined
    : Number(hours ?? 0) * hour + Number(minutes ?? 0);
};
