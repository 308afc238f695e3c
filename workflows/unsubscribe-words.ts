import type { ChannelWith } from '../contract/channels/channels.ts';
import type { DigestCategory } from '../core/digests/rules/digest-names.ts';

/** What the page to unsubscribe says in one language. `kind` is HTML: which e-mails or texts it is about. */
export type UnsubscribeWords = {
  kind: Record<ChannelWith<'isUnsubscribable'>, (category: string) => string>;
  /** What categories are called: each digest's, and those whose key is not what readers call them. */
  categories: Readonly<Record<DigestCategory, string> & Record<string, string>>;
  asked: { title: string; text: (kind: string, brand: string) => string };
  unsubscribed: { title: string; text: (kind: string, brand: string) => string; mistake: string };
  resubscribed: { title: string; text: (kind: string, brand: string) => string };
  unknown: { title: string; text: string };
  unsubscribe: string;
  resubscribe: string;
};

const english: UnsubscribeWords = {
  kind: { email: (category) => `e-mails about ${category}`, sms: (category) => `texts about ${category}` },
  categories: { 'daily-digest': 'daily digest', 'weekly-digest': 'weekly digest', 'monthly-digest': 'monthly digest' },
  asked: {
    title: 'Unsubscribe?',
    text: (kind, brand) => `You will get no more ${kind} from ${brand}. Those that you cannot do without still come.`,
  },
  unsubscribed: {
    title: 'You are unsubscribed',
    text: (kind, brand) => `You will get no more ${kind} from ${brand}.`,
    mistake: 'Was that a mistake?',
  },
  resubscribed: {
    title: 'You are subscribed again',
    text: (kind, brand) => `You will get ${kind} from ${brand}, as before.`,
  },
  unknown: {
    title: 'This link does not work',
    text: 'It may be incomplete: copy it whole from the e-mail, or press the link in the e-mail again.',
  },
  unsubscribe: 'Unsubscribe',
  resubscribe: 'Subscribe again',
};

const german: UnsubscribeWords = {
  kind: { email: (category) => `E-Mails zum Thema ${category}`, sms: (category) => `SMS zum Thema ${category}` },
  categories: {
    repairs: 'Reparaturen',
    general: 'Allgemeines',
    'daily-digest': 'Tägliche Zusammenfassung',
    'weekly-digest': 'Wöchentliche Zusammenfassung',
    'monthly-digest': 'Monatliche Zusammenfassung',
  },
  asked: {
    title: 'Abbestellen?',
    text: (kind, brand) => `Sie bekommen dann keine ${kind} mehr von ${brand}. Was Sie nicht entbehren können, kommt weiterhin.`,
  },
  unsubscribed: {
    title: 'Sie sind abgemeldet',
    text: (kind, brand) => `Sie bekommen keine ${kind} mehr von ${brand}.`,
    mistake: 'War das ein Versehen?',
  },
  resubscribed: {
    title: 'Sie sind wieder angemeldet',
    text: (kind, brand) => `Sie bekommen ${kind} von ${brand} wie zuvor.`,
  },
  unknown: {
    title: 'Dieser Link funktioniert nicht',
    text: 'Vielleicht ist er unvollständig: Kopieren Sie ihn ganz aus der E-Mail, oder öffnen Sie ihn dort noch einmal.',
  },
  unsubscribe: 'Abbestellen',
  resubscribe: 'Wieder bestellen',
};

/** Yours to edit, by language. */
export const unsubscribeWords: Readonly<Record<string, UnsubscribeWords>> = { en: english, de: german };
