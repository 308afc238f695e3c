import { Action, type EmailProps, Layout, Paragraphs } from 'bellhop/email';
import type { ReactElement } from 'react';
import type * as z from 'zod';
import type { commentAdded } from './workflow.ts';

export function CommentAddedEmail({ data, subject }: EmailProps<z.output<typeof commentAdded.payload>>): ReactElement {
  return (
    <Layout subject={subject} preheader={data.comment} title={subject}>
      <Paragraphs text={data.comment} />
      <Action href={data.link} label="Open the document" />
    </Layout>
  );
}
