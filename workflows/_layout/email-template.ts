import type { ReactElement } from 'react';

/** What a template is given: the parsed data, and what it hands on to `Layout`. */
export type EmailProps<Data> = {
  data: Data;
  subject: string;
  /** The user's, as a BCP 47 tag, when it is known. */
  locale?: string;
};

/** The body of a workflow's e-mail, as a React component. */
export type EmailTemplate<Data> = (props: EmailProps<Data>) => ReactElement;
