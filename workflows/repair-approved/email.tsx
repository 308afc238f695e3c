import { Action, type EmailProps, Facts, Layout, Paragraphs } from 'bellhop/email';
import type { ReactElement } from 'react';
import type * as z from 'zod';
import type { repairApproved } from './workflow.ts';

/** What the e-mail says beside the workflow's own copy, by language. */
const words = {
  en: {
    open: (number: string) => `Open repair ${number}`,
    title: (number: string) => `Repair ${number} is approved`,
    news: (customer: string) => `${customer} has approved the repair. You can start.`,
    facts: { repair: 'Repair', customer: 'Customer', vehicle: 'Vehicle' },
  },
  de: {
    open: (number: string) => `Reparatur ${number} öffnen`,
    title: (number: string) => `Reparatur ${number} ist genehmigt`,
    news: (customer: string) => `${customer} hat die Reparatur genehmigt. Sie können beginnen.`,
    facts: { repair: 'Reparatur', customer: 'Kunde', vehicle: 'Fahrzeug' },
  },
} as const;

/** Who approved what, and the way to start. */
export function RepairApprovedEmail({
  data,
  subject,
  reader,
}: EmailProps<z.output<typeof repairApproved.payload>>): ReactElement {
  const { technician, customer, vehicle, repair_number, link } = data;
  const { open, title, news, facts } = reader.language === 'de' ? words.de : words.en;

  return (
    <Layout subject={subject} preheader={news(customer)} title={title(repair_number)} language={reader.language}>
      <Paragraphs text={`${technician}, ${news(customer)}`} />
      <Facts facts={{ [facts.repair]: repair_number, [facts.customer]: customer, [facts.vehicle]: vehicle }} />
      <Action href={link} label={open(repair_number)} />
    </Layout>
  );
}
