import { type EmailProps, Layout, Paragraphs } from 'bellhop/email';
import type { ReactElement } from 'react';
import type * as z from 'zod';
import type { rentDue } from './workflow.ts';

export function RentDueEmail({ data, subject }: EmailProps<z.output<typeof rentDue.payload>>): ReactElement {
  return (
    <Layout subject={subject} preheader={`Please pay it by ${data.day}.`} title={subject}>
      <Paragraphs text={`Please pay it by ${data.day}.`} />
    </Layout>
  );
}
