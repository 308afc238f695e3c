// bellhop/email: what an owner's e-mail templates are built of
export { Action } from '../workflows/_layout/action.tsx';
export type { EmailProps, EmailsOf, EmailTemplate } from '../workflows/_layout/email-template.ts';
export { Facts } from '../workflows/_layout/facts.tsx';
export { Html, html } from '../workflows/_layout/html.ts';
export { Layout } from '../workflows/_layout/layout.tsx';
export { Paragraphs } from '../workflows/_layout/paragraphs.tsx';
