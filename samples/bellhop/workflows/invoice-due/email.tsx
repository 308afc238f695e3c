import { Action, type EmailProps, Layout, Paragraphs } from 'bellhop/email';
import type { ReactElement } from 'react';
import type * as z from 'zod';
import type { invoiceDue } from './workflow.ts';

export function InvoiceDueEmail({ data, subject }: EmailProps<z.output<typeof invoiceDue.payload>>): ReactElement {
  return (
    <Layout subject={subject} preheader="Please pay it this week." title={subject}>
      <Paragraphs text="Please pay it this week." />
      <Action href={data.link} label="Pay the invoice" />
    </Layout>
  );
}
