import type { ReactElement } from 'react';
import type * as z from 'zod';
import type { Reader } from '../../core/workflows/rules/reader.ts';
import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import type { Brand } from '../brand.ts';
import type { Html } from './html.ts';

/** What a template is given: the parsed data, and what it hands on to `Layout`. */
export type EmailProps<Data> = {
  data: Data;
  subject: string;
  /** The language to write in, and how to write dates and numbers. */
  reader: Reader;
  /** The user's, as a BCP 47 tag, when it is known: the language of what the app itself has written. */
  locale?: string;
  /** Yours, or that of the tenant whose user reads it. `Layout` shows it by itself. */
  brand: Brand;
  /** Where one click unsubscribes; absent where there is nothing to leave. `Layout` shows it by itself. */
  unsubscribeUrl?: string;
};

/** The body of a workflow's e-mail: a React component, or a plain function that returns HTML. */
export type EmailTemplate<Data> = (props: EmailProps<Data>) => ReactElement | Html | string;

/** A template for each of these workflows, made for its payload; one that is missing does not compile. */
export type EmailsOf<Workflows extends readonly Workflow[]> = {
  [Each in Workflows[number] as Each['key']]: EmailTemplate<z.output<Each['payload']>>;
};
