import { Action, type EmailProps, Facts, Layout, Paragraphs } from 'bellhop/email';
import { writeInstant } from 'bellhop/workflow';
import type { ReactElement } from 'react';
import type * as z from 'zod';
import type { taskAssigned } from './workflow.ts';

/** What the e-mail says beside its subject, by language. */
const words = {
  en: { intro: (by: string) => `${by} gave you this task.`, by: 'From', due: 'Due', open: 'Open the task' },
  de: { intro: (by: string) => `${by} hat Ihnen diese Aufgabe gegeben.`, by: 'Von', due: 'Fällig', open: 'Aufgabe öffnen' },
} as const;

/** What is to be done, until when, and the way there. */
export function TaskAssignedEmail({ data, subject, reader }: EmailProps<z.output<typeof taskAssigned.payload>>): ReactElement {
  const { task, assigned_by, due_at, link } = data;
  const { intro, by, due, open } = reader.language === 'de' ? words.de : words.en;

  return (
    <Layout subject={subject} preheader={intro(assigned_by)} title={task} language={reader.language}>
      <Paragraphs text={intro(assigned_by)} />
      <Facts facts={{ [by]: assigned_by, [due]: due_at && writeInstant(due_at, reader) }} />
      <Action href={link} label={open} />
    </Layout>
  );
}
