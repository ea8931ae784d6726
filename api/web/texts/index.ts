import type { Language } from '../../../store/contacts';
import { en } from './en';
import { ru, type Texts } from './ru';

export type { Texts };

export const languages = ['ru', 'en'] as const satisfies readonly Language[];

export const textsOf = (language: Language): Texts => ({ ru, en })[language];
