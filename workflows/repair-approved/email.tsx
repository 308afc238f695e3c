import type { ReactElement } from 'react';
import type * as z from 'zod';
import { Action } from '../_layout/action.tsx';
import type { EmailProps } from '../_layout/email-template.ts';
import { Facts } from '../_layout/facts.tsx';
import { Layout } from '../_layout/layout.tsx';
import { Paragraphs } from '../_layout/paragraphs.tsx';
import type { repairApproved } from './workflow.ts';

/** Who approved what, and the way to start. */
export function RepairApprovedEmail({ data, subject }: EmailProps<z.output<typeof repairApproved.payload>>): ReactElement {
  const { technician, customer, vehicle, repair_number, link } = data;

  return (
    <Layout
      subject={subject}
      preheader={`${customer} has approved the repair. You can start.`}
      title={`Repair ${repair_number} is approved`}
    >
      <Paragraphs text={`${technician}, ${customer} has approved the repair. You can start.`} />
      <Facts facts={{ Repair: repair_number, Customer: customer, Vehicle: vehicle }} />
      <Action href={link} label={`Open repair ${repair_number}`} />
    </Layout>
  );
}
