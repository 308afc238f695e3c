import type { Goal } from '../../../contract/experiments/experiment.ts';

/** One variant: how much of the users it gets beside the others, and what it says in other words than the workflow does. */
export type Variant<Copy> = Partial<Copy> & {
  weight: number;
  /** The same in other languages, by tag: each language of the workflow, and each function that is here. */
  translations?: Readonly<Record<string, Partial<Copy>>>;
};

/** What is tried with a workflow's users: docs/experiments.md. `Copy` is what it says in one language. */
export type Experiment<Copy, Name extends string = string> = {
  /** What users are assigned by; the workflow's key unless set. Two workflows with one `id` show a user the same variant. */
  id?: string;
  /** The first is what the others are compared with. */
  variants: Readonly<Record<Name, Variant<Copy>>>;
  /** Percent of users who get nothing. */
  holdout?: number;
  /** What they are compared by; `read` unless set. */
  goal?: Goal;
  /** How many notifications each variant must have before they are compared; 100 unless set, and not less. */
  sample?: number;
  /** Ends it: all users get this variant. */
  winner?: NoInfer<Name>;
};
