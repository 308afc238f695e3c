import { Action, type EmailProps, Facts, Layout, Paragraphs } from 'bellhop/email';
import { writeInstant } from 'bellhop/workflow';
import type { ReactElement } from 'react';
import type * as z from 'zod';
import type { repairAssigned } from './workflow.ts';

/** What the e-mail says beside the workflow's own copy, by language. */
const words = {
  en: {
    open: (number: string) => `Open repair ${number}`,
    title: (number: string) => `Repair ${number} is yours`,
    lead: 'Open it for the details.',
    intro: (technician: string, customer: string) =>
      `${technician}, you have been assigned a repair for ${customer}. Please have a look before you start.`,
    facts: { repair: 'Repair', customer: 'Customer', vehicle: 'Vehicle', due: 'Due' },
  },
  de: {
    open: (number: string) => `Reparatur ${number} öffnen`,
    title: (number: string) => `Reparatur ${number} ist Ihre`,
    lead: 'Öffnen Sie sie für die Einzelheiten.',
    intro: (technician: string, customer: string) =>
      `${technician}, Ihnen wurde eine Reparatur für ${customer} zugeteilt. Bitte sehen Sie sie an, bevor Sie beginnen.`,
    facts: { repair: 'Reparatur', customer: 'Kunde', vehicle: 'Fahrzeug', due: 'Fällig' },
  },
} as const;

/** Whose vehicle it is, and the way to the job. */
export function RepairAssignedEmail({
  data,
  subject,
  reader,
}: EmailProps<z.output<typeof repairAssigned.payload>>): ReactElement {
  const { technician, customer, vehicle, repair_number, due_at, link } = data;
  const { open, title, lead, intro, facts } = reader.language === 'de' ? words.de : words.en;

  return (
    <Layout
      subject={subject}
      preheader={`${customer}${vehicle === undefined ? '' : `, ${vehicle}`}. ${lead}`}
      title={title(repair_number)}
      language={reader.language}
    >
      <Paragraphs text={intro(technician, customer)} />
      <Facts
        facts={{
          [facts.repair]: repair_number,
          [facts.customer]: customer,
          [facts.vehicle]: vehicle,
          [facts.due]: due_at && writeInstant(due_at, reader),
        }}
      />
      <Action href={link} label={open(repair_number)} />
    </Layout>
  );
}
