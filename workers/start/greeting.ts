import type { Words } from './words';

/** What a person is told when everything runs. */
export interface Greeting {
  readonly seconds: number;
  readonly front: string;
  readonly demo: { readonly desk: string; readonly tracker: string } | undefined;
  readonly temporalUi: string | undefined;
  readonly logs: string;
  readonly way: WayIn;
}

/** At the first start the secrets themselves, later only where they are kept. */
export type WayIn =
  | {
      readonly kind: 'first';
      readonly login?: string;
      readonly password?: string;
      readonly key?: string;
      readonly file: string;
    }
  | { readonly kind: 'kept'; readonly file: string }
  | { readonly kind: 'given' };

export const greetingOf = (greeting: Greeting, words: Words): string => {
  const { front, demo, temporalUi, logs, seconds } = greeting;
  const rows: (readonly [string, string])[] = [
    [words.front, front],
    ...(demo
      ? ([
          [words.desk, demo.desk],
          [words.tracker, demo.tracker],
        ] as const)
      : []),
    [words.docs, `${front}/docs`],
    ...(temporalUi === undefined ? [] : ([[words.temporal, temporalUi]] as const)),
    [words.logs, logs],
    ...wayRows(greeting.way, words),
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const things = (demo ? words.tryDemo : words.tryOwn).map((thing, i) => `  ${i + 1}. ${thing}`);
  return [
    '',
    `${words.ready} (${seconds} ${words.secondsShort})`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}${value}`),
    '',
    `${words.try}:`,
    ...things,
    '',
  ].join('\n');
};

const wayRows = (way: WayIn, words: Words): (readonly [string, string])[] => {
  if (way.kind === 'given') return [[words.key, words.givenKey]];
  if (way.kind === 'kept') return [[words.signIn, `${words.inFile} ${way.file}`]];
  const { login, password, key, file } = way;
  return [
    ...(login === undefined ? [] : ([[words.signIn, `${login}, ${words.password} ${password}`]] as const)),
    [words.key, key ?? words.givenKey],
    ['', `(${words.keptIn} ${file})`],
  ];
};
