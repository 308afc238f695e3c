import { defineWorkflow, multiLine, type Reader, singleLine, WebUrl, writeActors } from 'bellhop/workflow';
import * as z from 'zod';

/**
 * Tells who follows a repair that somebody has commented on it: of the first comment at once, and of those in the half hour after it
 * together. Who wrote them are the `actor`s of the publishes.
 */
export const repairCommented = defineWorkflow({
  key: 'repair-commented',
  category: 'repairs',
  priority: 'normal',
  channels: ['inbox', 'email'],
  batch: { by: 'repair_number', windowMinutes: 30, opens: 'first' },
  payload: z.strictObject({
    repair_number: singleLine(20), // as printed on the job card
    comment: multiLine(500), // ten of these are an e-mail that is read to its end
    link: WebUrl,
  }),
  example: {
    repair_number: 'R-1043',
    comment: 'Brake discs arrived. I can start tomorrow at eight.',
    link: 'https://app.example.com/repairs/R-1043#comments',
  },
  inbox: ({ repair_number, comment, link }, reader) => ({
    title: title(repair_number, reader),
    body: countOf(reader) === 1 ? comment : `${countOf(reader)} comments, the first of them: ${comment}`,
    actionUrl: link,
  }),
  subject: ({ repair_number }, reader) => title(repair_number, reader),
  translations: {
    de: {
      inbox: ({ repair_number, comment, link }, reader) => ({
        title: germanTitle(repair_number, reader),
        body: countOf(reader) === 1 ? comment : `${countOf(reader)} Kommentare, der erste: ${comment}`,
        actionUrl: link,
      }),
      subject: ({ repair_number }, reader) => germanTitle(repair_number, reader),
    },
  },
});

function title(number: string, reader: Reader): string {
  const who = writeActors(reader, (count) => (count === 1 ? '1 other' : `${count} others`));
  const count = countOf(reader);
  if (who === '') return `Repair ${number} has ${count === 1 ? 'a new comment' : `${count} new comments`}`;
  return `${who} commented on repair ${number}`;
}

function germanTitle(number: string, reader: Reader): string {
  const who = writeActors(reader, (count) => (count === 1 ? '1 weiteren Person' : `${count} weiteren Personen`));
  const count = countOf(reader);
  return `${count === 1 ? 'Kommentar' : `${count} Kommentare`}${who === '' ? '' : ` von ${who}`} zu Reparatur ${number}`;
}

function countOf({ batch }: Reader): number {
  return batch?.count ?? 1;
}
