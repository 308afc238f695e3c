import type * as z from 'zod';
import { type EmailProps, html } from '../../../../../../../exports/email.ts';
import type { visit } from './workflow.ts';

/** Says when and where, for who reads it in no calendar. */
export function VisitEmail({ data }: EmailProps<z.output<typeof visit.payload>>) {
  return html`<h1>${data.summary}</h1><p>${data.start}, ${data.location}</p>`;
}
