/** A page that asked the API from an origin which CORS does not allow, and when it last did. */
export type RefusedOrigin = { origin: string; askedAt: Date };

/** Which origins were refused since the system started; a browser tells its developer little of it. */
export type RefusedOrigins = { note: (origin: string) => void; list: () => RefusedOrigin[] };

/** More than anybody develops on; a scanner cannot fill the memory with them. */
const most = 20;

/** Keeps the latest; `tell` is called with each origin the first time. */
export function keepRefusedOrigins({
  tell,
  now = () => new Date(),
}: {
  tell: (line: string) => void;
  now?: () => Date;
}): RefusedOrigins {
  const askedAt = new Map<string, Date>();
  return {
    note(origin) {
      const known = askedAt.delete(origin); // and so the latest is last
      askedAt.set(origin, now());
      const [oldest] = askedAt.keys();
      if (askedAt.size > most && oldest !== undefined) askedAt.delete(oldest);
      if (!known) tell(`A page on ${origin} asked the API and may not read the answer: ${wayOut}`);
    },

    list: () => [...askedAt].map(([origin, at]) => ({ origin, askedAt: at })).reverse(),
  };
}

/** The setting that allows it, and where it is described. */
export const wayOut = 'name its origin in the setting allowedOrigins of stage local (docs/settings.md), and start again';
