import { BellhopInbox } from './bellhop-inbox.ts';

export { createClient } from '../client.ts';
export { type BellhopActionEvent, BellhopInbox, type BellhopOpenEvent } from './bellhop-inbox.ts';
export type { TextChanges, Texts } from './texts.ts';

declare global {
  interface HTMLElementTagNameMap {
    'bellhop-inbox': BellhopInbox;
  }

  interface HTMLElementEventMap {
    'bellhop-open': import('./bellhop-inbox.ts').BellhopOpenEvent;
    'bellhop-action': import('./bellhop-inbox.ts').BellhopActionEvent;
  }
}

// on a server there is nothing to define, and a page may load two copies of this
if (typeof customElements !== 'undefined' && !customElements.get('bellhop-inbox')) {
  customElements.define('bellhop-inbox', BellhopInbox);
}
