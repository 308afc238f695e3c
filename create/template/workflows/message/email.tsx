import { Action, type EmailProps, Layout, Paragraphs } from 'bellhop/email';
import { localeChain } from 'bellhop/workflow';
import type { ReactElement } from 'react';
import type * as z from 'zod';
import type { message } from './workflow.ts';

/** What the button says before the name of the place, by language. */
const open = {
  en: (place: string) => `Open ${place}`,
  de: (place: string) => `${place} öffnen`,
};

/** The words are the app's own, so the language is taken to be the user's. */
export function MessageEmail({ data, subject, locale }: EmailProps<z.output<typeof message.payload>>): ReactElement {
  const say = locale !== undefined && localeChain(locale).includes('de') ? open.de : open.en;
  return (
    <Layout subject={subject} preheader={data.body} title={data.title} language={locale}>
      <Paragraphs text={data.body} />
      {data.url !== undefined && <Action href={data.url} label={say(new URL(data.url).hostname)} />}
    </Layout>
  );
}
