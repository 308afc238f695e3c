import * as z from 'zod';

/** What a workflow may have told of its e-mails: whether they were opened, and whether a link in them was clicked. */
export const Tracked = z.enum(['opens', 'clicks']);
export type Tracked = z.infer<typeof Tracked>;

/** Every choice of them that there is: each is another way in which SES changes an e-mail. */
export const trackings = ['opens', 'clicks', 'opens+clicks'] as const;
export type Tracking = (typeof trackings)[number];

/** Names the choice that some of them make. */
export function trackingOf(tracked: readonly Tracked[]): Tracking | undefined {
  return trackings.find((tracking) => tracking === Tracked.options.filter((each) => tracked.includes(each)).join('+'));
}

/** Reads which configuration set of SES makes each choice: `opens=bellhop-a,clicks=bellhop-b,opens+clicks=bellhop-c`. */
export function trackingSets() {
  return z
    .string()
    .transform((text) => Object.fromEntries((text === '' ? [] : text.split(',')).map((entry) => entry.split('=', 2))))
    .pipe(z.partialRecord(z.enum(trackings), z.string().min(1)));
}
export type TrackingSets = z.infer<ReturnType<typeof trackingSets>>;
