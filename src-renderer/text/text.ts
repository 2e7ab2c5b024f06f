import { createI18n } from 'vue-i18n';
import { de } from './de.ts';
import { en } from './en.ts';

/** All that the screens say is in the catalogs beside this file, one folder a language, one file an area. */

/** The same keys, with texts of another language. */
export type Translated<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Translated<Texts[Key]>;
};

type KeyOf<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string ? Key : `${Key}.${KeyOf<Texts[Key]>}`;
}[keyof Texts & string];

/** The path of a text, such as `records.insertRow`. */
export type TextKey = KeyOf<typeof en>;

type Named = Readonly<Record<string, string | number>>;

/** Each language in its own words. */
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

const initial: Language = 'en';

const i18n = createI18n({
  legacy: false,
  locale: initial,
  fallbackLocale: 'en',
  messages: { en, de },
});
const { global } = i18n;

/** For the program's root. */
export const textPlugin = i18n;

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(languages, text);
}

/** Components that use `t` follow at once. */
export function setLanguage(language: Language): void {
  global.locale.value = language;
  document.documentElement.lang = language;
}

/** The text of a key; `{name}` in it is replaced. Texts are data: whatever is put in is never HTML. */
export function t(key: TextKey, named: Named = {}): string {
  return global.t(key, { ...named });
}

/** A text of two forms, "{n} row | {n} rows", for a count; "10,000+" where the count is a lower bound. */
export function counted(key: TextKey, count: number, named: Named = {}, exact = true): string {
  return global.t(key, { ...named, n: numberText(count, exact) }, exact ? count : Math.max(count, 2));
}

/** Formatters are dear to make, and asked for in every cell: each is made once for a language. */
function once<Formatter>(make: (language: string) => Formatter): () => Formatter {
  const made = new Map<string, Formatter>();
  return () => {
    const language = global.locale.value;
    const known = made.get(language);
    if (known !== undefined) return known;
    const fresh = make(language === 'en' ? 'en-US' : language);
    made.set(language, fresh);
    return fresh;
  };
}

const numbers = once((language) => new Intl.NumberFormat(language));
const lists = {
  conjunction: once((language) => new Intl.ListFormat(language, { type: 'conjunction' })),
  disjunction: once((language) => new Intl.ListFormat(language, { type: 'disjunction' })),
  unit: once((language) => new Intl.ListFormat(language, { type: 'unit' })),
};
const moments = once(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }),
);
const times = once((language) => new Intl.DateTimeFormat(language, { timeStyle: 'medium' }));
const days = once((language) => new Intl.DateTimeFormat(language, { dateStyle: 'full' }));

/** A whole number as the language writes it. */
export function numberText(count: number, exact = true): string {
  return `${numbers().format(count)}${exact ? '' : '+'}`;
}

/** "2 tables, 3 relations". */
export function listText(parts: readonly string[], type: keyof typeof lists = 'conjunction'): string {
  return lists[type]().format(parts);
}

/** A moment as the language writes it, in this machine's time zone. `at`: ISO 8601. */
export function momentText(at: string): string {
  return moments().format(new Date(at));
}

/** The hour of a moment, in this machine's time zone. `at`: ISO 8601. */
export function timeText(at: string): string {
  return times().format(new Date(at));
}

/** The day of a moment, in this machine's time zone. `at`: ISO 8601. */
export function dayText(at: string): string {
  return days().format(new Date(at));
}
