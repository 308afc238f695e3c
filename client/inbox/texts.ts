import type { FeedItem } from '../../contract/channels/inbox/feed.ts';
import type { EmailFrequency } from '../../contract/digests/digest-frequency.ts';
import type { Channel, Weekday } from '../../contract/values.ts';

import type { SnoozeTime } from './list/snooze-times.ts';

/** The parts of the inbox that a user can look at. */
export type Shelf = 'all' | 'unread' | 'snoozed' | 'archived';

/** Everything the component says. Replace some or all of it by the property `texts`. */
export type Texts = PanelTexts & PreferenceTexts;

/** What all but the preferences says. */
export type PanelTexts = {
  /** The language these texts are in, which dates and times follow: `en`, `de-CH`. */
  locale: string;
  title: string;
  /** The bell's name; `unread` stops at 100, which means "more than 99". */
  bell(unread: number): string;
  badge(unread: number): string;
  arrived(count: number): string;
  shelf: Record<Shelf, string>;
  shelves: string;
  categories: string;
  everyCategory: string;
  /** What a category is called; its key made readable when absent. */
  category: Readonly<Record<string, string>>;
  priority: Partial<Record<FeedItem['priority'], string>>;
  unreadItem: string;
  markRead: string;
  markUnread: string;
  markAllRead: string;
  archive: string;
  snooze: string;
  /** What the times are called until which an item may be snoozed: an hour from now, this evening, tomorrow, next week. */
  snoozeUntil: Record<SnoozeTime, string>;
  /** Stands before the time at which a snoozed item comes back. */
  snoozedUntil: string;
  restore: string;
  archived: string;
  snoozed: string;
  restored: string;
  showAll: string;
  showLess: string;
  undo: string;
  more: string;
  loading: string;
  close: string;
  back: string;
  empty: Record<Shelf, readonly [title: string, hint: string]>;
  failed: string;
  failedHint: string;
  retry: string;
  notSaved: string;
  preferences: string;
  saved: string;
};

/** What the preferences say, whose English is loaded with them. */
export type PreferenceTexts = {
  channels: string;
  channel: Record<Channel, string>;
  required: string;
  frequency: string;
  /** What the frequencies are called. Its name is an old one: apps replace texts by it. */
  cadence: Record<EmailFrequency | 'varies', string>;
  quietHours: string;
  quietHoursOn: string;
  from: string;
  until: string;
  otherNights(days: string): string;
  digests: string;
  digestTime: string;
  digestDay: string;
  zone(timeZone: string): string;
  weekday: Record<Weekday, string>;
};

/** Texts with some of them replaced; groups may be replaced in part. */
export type TextChanges = { [Name in keyof Texts]?: Texts[Name] extends Func ? Texts[Name] : Partial<Texts[Name]> };
type Func = (...given: never[]) => string;

/** Puts changed texts in the place of those that they change, and others beside them. */
export function changeTexts<Changed extends object>(texts: Changed, changes: TextChanges): Changed & TextChanges {
  const changed = { ...texts } as Record<string, unknown>;
  for (const [name, change] of Object.entries(changes)) {
    const isGroup = typeof change === 'object' && !Array.isArray(change);
    if (change !== undefined) changed[name] = isGroup ? { ...Object(changed[name]), ...change } : change;
  }
  return changed as Changed & TextChanges;
}

/** What a category is called: as the app says, or its key made readable. */
export function categoryName(category: string, texts: PanelTexts): string {
  const readable = category.replace(/[_-]/g, ' ');
  return texts.category[category] ?? readable.charAt(0).toUpperCase() + readable.slice(1);
}

/** The locale for dates: the page's own when it is a kind of the texts' language (`en-GB` for `en`), else the texts'. */
export function dateLocale(texts: PanelTexts, pageLocale?: string): string {
  const language = (tag: string) => tag.split('-', 1)[0]?.toLowerCase();
  return pageLocale && language(pageLocale) === language(texts.locale) && isLocale(pageLocale) ? pageLocale : texts.locale;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false; // RangeError is how Intl says no
  }
}
