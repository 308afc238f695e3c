/** The requests that the doctor can draft. */
export const draftNames = ['ses', 'sms'] as const;
export type DraftName = (typeof draftNames)[number];
