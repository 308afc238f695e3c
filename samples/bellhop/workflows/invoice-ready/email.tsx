import { Action, type EmailProps, Layout, Paragraphs } from 'bellhop/email';
import type { ReactElement } from 'react';
import type * as z from 'zod';
import type { invoiceReady } from './workflow.ts';

export function InvoiceReadyEmail({ data, subject }: EmailProps<z.output<typeof invoiceReady.payload>>): ReactElement {
  return (
    <Layout subject={subject} preheader="Please pay it within 14 days." title={subject}>
      <Paragraphs text="Please pay it within 14 days." />
      <Action href={data.link} label="Open the invoice" />
    </Layout>
  );
}
