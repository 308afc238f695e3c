import type { Batch } from '../../../contract/batches/batch.ts';
import type { Actor } from '../../../contract/publishing/actor.ts';
import type { Attributes, Profile } from '../../../contract/users/profile.ts';
import { remembered } from './remembered.ts';

/**
 * For whom copy is written: the language that it is in, and the locale and the time zone for its dates and numbers (BCP 47, IANA). In an
 * experiment, or once one has been won, also the variant that they get. `user` is what the app has said of them, when it has,
 * and `actor` who did what it tells of, when the publish says it. `batch` is what was gathered, where it tells of a batch.
 */
export type Reader = {
  language: string;
  locale: string;
  timezone: string;
  variant?: string;
  user?: ReaderProfile;
  actor?: Actor;
  batch?: ReaderBatch;
};

/**
 * What a batch has gathered: how many notifications, the data of the first ten, oldest first, the first ten of those who did what they tell of, and how many
 * more did.
 */
export type ReaderBatch = {
  count: number;
  items: readonly Record<string, unknown>[];
  actors: readonly Actor[];
  moreActors: number;
};

/** What the app has said of a user; of attributes there may be none. */
export type ReaderProfile = { name?: string; avatar?: string; attributes: Readonly<Attributes> };

/** What is known of a user's language and place, which variant of a workflow they get, and what the app has said of them. */
export type Whereabouts = {
  locale?: string | undefined;
  timezone?: string | undefined;
  variant?: string | undefined;
  profile?: Profile | undefined;
  actor?: Actor | undefined;
  batch?: Batch | undefined;
};

/** Lists a locale and those that stand in for it, nearest first: `zh-Hant-TW`, `zh-Hant`, `zh`. */
export function localeChain(locale: string): readonly string[] {
  return chainOf(locale);
}

const chainOf = remembered((locale) => {
  const subtags = localeOf(locale).baseName.split('-');
  return subtags.map((_, left) => subtags.slice(0, subtags.length - left).join('-'));
});

/**
 * The reader that a workflow writes to. The language is the first of the user's chain that it speaks, or its own. Dates and numbers
 * go as in the user's locale; in another language than the user's, as it is written where they are.
 */
export function readerOf(
  { language = 'en', translations = {} }: Spoken,
  { locale, timezone = 'UTC', variant, profile, actor, batch }: Whereabouts,
): Reader {
  const shown = {
    ...(variant !== undefined && { variant }),
    ...(profile && { user: { attributes: {}, ...profile } }),
    ...(actor && { actor }),
    ...(batch && { batch: toReaderBatch(batch) }),
  };
  if (locale === undefined) return { language, locale: language, timezone, ...shown };

  const spoken = localeChain(locale).find((tag) => tag === language || Object.hasOwn(translations, tag)) ?? language;
  return { language: spoken, locale: inLanguage(locale, spoken), timezone, ...shown };
}

function toReaderBatch({ count, items, actors, more_actors }: Batch): ReaderBatch {
  return { count, items: items.map(({ data }) => data), actors, moreActors: more_actors };
}

/**
 * Names who did what a notification tells of, or those of a batch: "Ann and 3 others". So many are named, one unless said, and `others` has the words for
 * those who are left. An empty text when nobody is known.
 */
export function writeActors({ locale, actor, batch }: Reader, others: (count: number) => string, most = 1): string {
  const known = batch?.actors ?? (actor ? [actor] : []);
  const names = known.flatMap(({ name }) => name ?? []).slice(0, most);
  const left = known.length + (batch?.moreActors ?? 0) - names.length;
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format([...names, ...(left > 0 ? [others(left)] : [])]);
}

/** Writes an instant (RFC 3339) in words: weekday, date and time of day, in the reader's time zone. */
export function writeInstant(at: string, { locale, timezone: timeZone }: Reader): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(new Date(at));
}

/** A number as the reader writes it. */
export function writeNumber(value: number, { locale }: Reader): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** The languages that a workflow is written in, and is translated to. */
type Spoken = { language?: string; translations?: Readonly<Record<string, unknown>> };

const localeOf = remembered((tag) => new Intl.Locale(tag));

function inLanguage(locale: string, language: string): string {
  const { language: own, region } = localeOf(locale);
  const wanted = localeOf(language);
  if (own === wanted.language) return locale;
  return region === undefined || wanted.region !== undefined ? language : new Intl.Locale(language, { region }).toString();
}
