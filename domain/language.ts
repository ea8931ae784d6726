/** The languages that people here read. */
export type Language = 'ru' | 'en';
