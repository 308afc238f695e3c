import { Action, type EmailProps, Layout, Paragraphs } from 'bellhop/email';
import type { ReactElement } from 'react';
import type * as z from 'zod';
import type { repairCommented } from './workflow.ts';

/** What the e-mail says beside the workflow's own copy, by language. */
const words = {
  en: {
    open: (number: string) => `Open repair ${number}`,
    more: (count: number) => (count === 1 ? 'There is 1 more comment.' : `There are ${count} more comments.`),
  },
  de: {
    open: (number: string) => `Reparatur ${number} öffnen`,
    more: (count: number) => (count === 1 ? 'Es gibt 1 weiteren Kommentar.' : `Es gibt ${count} weitere Kommentare.`),
  },
} as const;

/** What was said, the first ten comments of a batch, and the way to answer. */
export function RepairCommentedEmail({
  data,
  subject,
  reader,
}: EmailProps<z.output<typeof repairCommented.payload>>): ReactElement {
  const { open, more } = reader.language === 'de' ? words.de : words.en;
  const comments = reader.batch?.items.map(({ comment }) => String(comment)) ?? [data.comment];
  const left = (reader.batch?.count ?? 1) - comments.length;

  return (
    <Layout subject={subject} preheader={data.comment} title={subject} language={reader.language}>
      {comments.map((comment, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two comments may say the same
        <Paragraphs key={place} text={comment} />
      ))}
      {left > 0 && <Paragraphs text={more(left)} />}
      <Action href={data.link} label={open(data.repair_number)} />
    </Layout>
  );
}
