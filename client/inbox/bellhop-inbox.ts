import type { InboxAction } from '../../contract/channels/inbox/actions.ts';
import type { FeedItem } from '../../contract/channels/inbox/feed.ts';
import type { BellhopClient } from '../client.ts';
import { createInbox, type Inbox } from '../inbox.ts';
import { createPreferences } from '../preferences.ts';
import { alertKinds } from './alerts/alert-kinds.ts';
import { english } from './languages/english.ts';
import { languages } from './languages/languages.ts';
import { mountInbox } from './mount-inbox.ts';
import { inboxStyles } from './styles.ts';
import { changeTexts, dateLocale, type TextChanges, type Texts } from './texts.ts';

/** Where there are no elements, as on a server, the class can still be imported. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/** Told before an item opens; `preventDefault()` takes it over: then no link is followed. */
export type BellhopOpenEvent = CustomEvent<{ item: FeedItem }>;

/** Told when a button of an item is pressed; `preventDefault()` takes it over: then no link is followed. */
export type BellhopActionEvent = CustomEvent<{ item: FeedItem; action: InboxAction }>;

/** Properties that a page may have set before the element was defined. */
const settable = ['client', 'inbox', 'texts', 'categories'] as const;

/**
 * `<bellhop-inbox>`: a bell with a badge that opens the user's inbox. It shows something once it has a `client`.
 * Attributes: `theme` (`light`, `dark`, `auto`; the page's `color-scheme` when absent), `language`, `offline`, and `toasts`, `title-badge`, `favicon-badge`, `sound`. Fires `bellhop-open` and `bellhop-action`.
 */
export class BellhopInbox extends Base {
  static readonly observedAttributes = [...alertKinds, 'language', 'offline'];

  /** How the texts of a language are loaded, by its code. A page may add one of its own. */
  static readonly languages = languages;

  #client: BellhopClient | undefined;
  #inbox: Inbox | undefined;
  #texts: TextChanges = {};
  #categories: readonly string[] = [];
  #unmount: (() => void) | undefined;
  #language: Texts | undefined;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [inboxStyles()];
  }

  /** Calls the API for the user whose inbox this is. Another client is another inbox. */
  get client(): BellhopClient | undefined {
    return this.#client;
  }

  set client(client: BellhopClient | undefined) {
    this.#client = client;
    this.#mount();
  }

  /** An inbox that the page shares with the element. Who made it starts and stops it; absent: the element makes its own. */
  get inbox(): Inbox | undefined {
    return this.#inbox;
  }

  set inbox(inbox: Inbox | undefined) {
    this.#inbox = inbox;
    this.#mount();
  }

  /** Sets texts in place of the English ones: all of them (`german`), or some. */
  get texts(): TextChanges {
    return this.#texts;
  }

  set texts(texts: TextChanges | undefined) {
    this.#texts = texts ?? {};
    this.#mount();
  }

  /** Categories to offer as filters from the start; others are offered once an item shows them. */
  get categories(): readonly string[] {
    return this.#categories;
  }

  set categories(categories: readonly string[] | undefined) {
    this.#categories = categories ?? [];
    this.#mount();
  }

  connectedCallback(): void {
    for (const name of settable) this.#takeEarly(name);
    this.#mount();
  }

  disconnectedCallback(): void {
    this.#unmount?.();
    this.#unmount = undefined;
  }

  attributeChangedCallback(name: string): void {
    if (name === 'language') void this.#speak();
    if (this.#unmount) this.#mount();
  }

  /** Takes the texts of the language that the attribute names, or of the nearest one that there is: `de` for `de-CH`. */
  async #speak(): Promise<void> {
    const named = () => this.getAttribute('language');
    const wanted = named();
    const code = wanted === 'auto' ? (this.closest<HTMLElement>('[lang]')?.lang ?? '') : (wanted ?? '');
    const load = languages[code] ?? languages[code.split('-', 1)[0] ?? ''];
    const texts = await load?.().catch(() => undefined); // without its file the element speaks English
    if (wanted !== named()) return;
    this.#language = texts;
    this.#mount();
  }

  #takeEarly(name: (typeof settable)[number]): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    Object.assign(this, { [name]: value });
  }

  #mount(): void {
    this.#unmount?.();
    this.#unmount = undefined;
    const client = this.#client;
    if (!client || !this.shadowRoot || !this.isConnected) return;

    const texts = changeTexts(changeTexts(english, this.#language ?? {}), this.#texts);
    const countCategories = this.#categories.length > 1;
    const offline = this.hasAttribute('offline') && (this.getAttribute('offline') || true);
    const inbox = this.#inbox ?? createInbox(client, { countCategories, offline });
    const isOurs = inbox !== this.#inbox;
    const unmount = mountInbox(this.shadowRoot, {
      inbox,
      preferences: createPreferences(client),
      texts,
      locale: dateLocale(texts, this.closest<HTMLElement>('[lang]')?.lang || navigator.language),
      categories: this.#categories,
      alerts: alertKinds.filter((kind) => this.hasAttribute(kind)),
      opens: (item) => this.#fire('bellhop-open', { item }),
      acts: (item, action) => this.#fire('bellhop-action', { item, action }),
    });
    if (isOurs) inbox.start();
    this.#unmount = () => {
      unmount();
      if (isOurs) inbox.stop();
    };
  }

  /** Answers whether the page leaves it to the browser. */
  #fire(name: string, detail: BellhopOpenEvent['detail'] | BellhopActionEvent['detail']): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }
}
