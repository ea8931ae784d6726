/** The first that fits counts: Edge and Opera call themselves Chrome as well, and Chrome calls itself Safari. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bYaBrowser\//, 'Yandex'],
  [/\bOPR\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

/** Android calls itself Linux as well; an iPhone `like Mac OS X`. */
const machines: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

const find = (names: typeof browsers, text: string): string | undefined =>
  names.find(([pattern]) => pattern.test(text))?.[1];

/** A browser as a person calls it, by its User-Agent; undefined: it says nothing. */
export const clientName = (userAgent: string): string | undefined => {
  const parts = [find(browsers, userAgent), find(machines, userAgent)].filter((part) => part !== undefined);
  if (parts.length > 0) return parts.join(', ');
  return userAgent.trim() === '' ? undefined : userAgent.slice(0, 60);
};
