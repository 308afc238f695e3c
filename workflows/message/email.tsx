import type { ReactElement } from 'react';
import type * as z from 'zod';
import { Action } from '../_layout/action.tsx';
import type { EmailProps } from '../_layout/email-template.ts';
import { Layout } from '../_layout/layout.tsx';
import { Paragraphs } from '../_layout/paragraphs.tsx';
import type { message } from './workflow.ts';

/** The words are the app's own, so the language is taken to be the user's. */
export function MessageEmail({ data, subject, locale }: EmailProps<z.output<typeof message.payload>>): ReactElement {
  return (
    <Layout subject={subject} preheader={data.body} title={data.title} language={locale}>
      <Paragraphs text={data.body} />
      {data.url !== undefined && <Action href={data.url} label={`Open ${new URL(data.url).hostname}`} />}
    </Layout>
  );
}
