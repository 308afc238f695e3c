import type { DryRunRequest, NewSchedule, PublishRequest, Recipient, ScheduleChange } from './generated/api.ts';

/** What each workflow takes as `data`, by its key: `bellhop types` writes it. */
export type Payloads = { [workflow: string]: object };

/** What stands for it until it was written: any workflow, with any data. */
export type AnyPayloads = { [workflow: string]: { [field: string]: unknown } };

type Request = { workflow: string; data?: { [field: string]: unknown } };

/** A request for one of the workflows, with the data that this one takes; data that may all be left out may be left out itself. */
type Checked<Whole extends Request, Known extends Payloads> = {
  [Key in keyof Known & string]: Omit<Whole, 'workflow' | 'data'> & { workflow: Key } & (
      | DataOf<Known[Key]>
      | DataOfEach<Known[Key]>
    );
}[keyof Known & string];

type DataOf<Payload> = Record<never, never> extends Payload ? { data?: Payload } : { data: Payload };

/** Each recipient has data of their own, over what all have. */
type DataOfEach<Payload> = {
  data?: Partial<Payload>;
  recipients: (Exclude<Recipient, string> & { data: Partial<Payload> })[];
};

/** A publish, checked against what the workflows take. */
export type PublishOf<Known extends Payloads> = Checked<PublishRequest, Known>;

/** A dry run, checked in the same way. */
export type DryRunOf<Known extends Payloads> = Checked<DryRunRequest, Known>;

/** A new schedule, checked in the same way; its recipients are ids, and all have the same data. */
export type ScheduleOf<Known extends Payloads> = {
  [Key in keyof Known & string]: Omit<NewSchedule, 'workflow' | 'data'> & { workflow: Key } & DataOf<Known[Key]>;
}[keyof Known & string];

/** A change of a schedule: data for the workflow that it names, or, while it stays with its own, for one of them. */
export type ScheduleChangeOf<Known extends Payloads> = Omit<ScheduleChange, 'workflow' | 'data'> &
  (
    | { workflow?: never; data?: Known[keyof Known & string] }
    | { [Key in keyof Known & string]: { workflow: Key; data?: Known[Key] } }[keyof Known & string]
  );
