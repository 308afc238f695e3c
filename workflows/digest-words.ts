import type { DigestFrequency } from '../contract/digests/digest-frequency.ts';

/**
 * What a digest says in one language, around the notifications in it. `written` is a count as the reader writes it, and `date` the day
 * that the digest is for; of a monthly one it is the month that it tells of: "February 2030".
 */
export type DigestWords = {
  subject: Record<DigestFrequency, (total: number, written: string, date: string) => string>;
  inboxTitle: (date: string) => string;
  title: Record<DigestFrequency, (date: string) => string>;
  lead: string;
  more: (count: number, written: string) => string;
  open: string;
  /** What categories are called; one that is not here is called by its key. */
  categories: Readonly<Record<string, string>>;
};

const english: DigestWords = {
  subject: {
    daily: (total, written, date) => `Your day: ${written} ${total === 1 ? 'notification' : 'notifications'}, ${date}`,
    weekly: (total, written, date) => `Your week: ${written} ${total === 1 ? 'notification' : 'notifications'}, ${date}`,
    monthly: (total, written, date) => `Your month: ${written} ${total === 1 ? 'notification' : 'notifications'}, ${date}`,
  },
  inboxTitle: (date) => `Your digest of ${date}`,
  title: {
    daily: (date) => `What is new, ${date}`,
    weekly: (date) => `What was new in the week to ${date}`,
    monthly: (date) => `What was new in ${date}`,
  },
  lead: 'All that you have not read yet.',
  more: (count, written) => (count === 1 ? 'And one more in your inbox.' : `And ${written} more in your inbox.`),
  open: 'Open your inbox',
  categories: {},
};

const german: DigestWords = {
  subject: {
    daily: (total, written, date) => `Ihr Tag: ${written} ${total === 1 ? 'Nachricht' : 'Nachrichten'}, ${date}`,
    weekly: (total, written, date) => `Ihre Woche: ${written} ${total === 1 ? 'Nachricht' : 'Nachrichten'}, ${date}`,
    monthly: (total, written, date) => `Ihr Monat: ${written} ${total === 1 ? 'Nachricht' : 'Nachrichten'}, ${date}`,
  },
  inboxTitle: (date) => `Ihre Zusammenfassung vom ${date}`,
  title: {
    daily: (date) => `Was es Neues gibt, ${date}`,
    weekly: (date) => `Was in der Woche bis ${date} neu war`,
    monthly: (date) => `Was im ${date} neu war`,
  },
  lead: 'Alles, was Sie noch nicht gelesen haben.',
  more: (count, written) =>
    count === 1 ? 'Und eine weitere in Ihrem Posteingang.' : `Und ${written} weitere in Ihrem Posteingang.`,
  open: 'Posteingang öffnen',
  categories: { repairs: 'Reparaturen', general: 'Allgemeines' },
};

/** Yours to edit, by language; the first is for who reads none of them. */
export const digestWords: Readonly<Record<string, DigestWords>> = { en: english, de: german };
