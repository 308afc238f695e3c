/** What can tell of news beside the bell, by the attribute that asks for it; all are off unless asked for. */
export const alertKinds = ['toasts', 'title-badge', 'favicon-badge', 'sound'] as const;

/** One of them. */
export type AlertKind = (typeof alertKinds)[number];
