import type { ReactElement } from 'react';
import type * as z from 'zod';
import { Action } from '../_layout/action.tsx';
import type { EmailProps } from '../_layout/email-template.ts';
import { Facts } from '../_layout/facts.tsx';
import { Layout } from '../_layout/layout.tsx';
import { Paragraphs } from '../_layout/paragraphs.tsx';
import type { repairAssigned } from './workflow.ts';

/** Whose vehicle it is, and the way to the job. */
export function RepairAssignedEmail({ data, subject }: EmailProps<z.output<typeof repairAssigned.payload>>): ReactElement {
  const { technician, customer, vehicle, repair_number, link } = data;

  return (
    <Layout
      subject={subject}
      preheader={`${customer}${vehicle === undefined ? '' : `, ${vehicle}`}. Open it for the details.`}
      title={`Repair ${repair_number} is yours`}
    >
      <Paragraphs text={`${technician}, you have been assigned a repair for ${customer}. Please have a look before you start.`} />
      <Facts facts={{ Repair: repair_number, Customer: customer, Vehicle: vehicle }} />
      <Action href={link} label={`Open repair ${repair_number}`} />
    </Layout>
  );
}
