import type { element } from '../element.ts';
import type { categoryName, Texts } from '../texts.ts';

/** What preferences are drawn with. It is handed over, so that what the panel is drawn with stays in one file with it. */
export type Draw = { element: typeof element; categoryName: typeof categoryName; texts: Texts };
