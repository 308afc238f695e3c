import type { ReactElement } from 'react';
import { Action, type EmailProps, Layout, Paragraphs } from '../../../../../exports/email.ts';

/** Says no more than its subject, and where to go. */
export function LinkEmail({ data, subject }: EmailProps<{ link: string }>): ReactElement {
  return (
    <Layout subject={subject} preheader={subject} title={subject}>
      <Paragraphs text={subject} />
      <Action href={data.link} label="Have a look" />
    </Layout>
  );
}
