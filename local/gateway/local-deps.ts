import type { BusEvent } from '../emulators/providers/event-bus.ts';
import type { Faults } from '../emulators/providers/faults.ts';
import type { SesAccount } from '../emulators/providers/ses.ts';
import type { ListedChannel } from '../lists/channels.ts';
import type { PausedQueue } from '../lists/paused.ts';
import type { RecentNotification } from '../lists/recent.ts';
import type { ListedTopic } from '../lists/topics.ts';
import type { ListedUser } from '../lists/users.ts';
import type { WaitingNotification } from '../lists/waiting.ts';
import type { WorkflowsAnswer } from './answers/workflows.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { ShownFunction, ShownJob, ShownQueue } from './local-shapes.ts';
import type { MailDeps } from './mail-routes.ts';
import type { RefusedOrigin } from './refused-origins.ts';

/** What the local system's own addresses show and move. */
export type LocalDeps = MailDeps & {
  faults: Faults;
  sesAccount: SesAccount;
  /** Lists what was put on a bus since the start, newest first. */
  events: () => BusEvent[];
  queues: () => ShownQueue[];
  functions: () => ShownFunction[];
  /** Kills the processes of the functions with this name; nothing when there is none. */
  kill: (name: string) => Promise<number> | undefined;
  jobs: () => Promise<ShownJob[]>;
  /** Runs a job; nothing when there is none of this name. */
  run: (job: string, time: Date) => Promise<unknown> | undefined;
  refusedOrigins: () => RefusedOrigin[];
  users: () => Promise<ListedUser[]>;
  topics: () => Promise<ListedTopic[]>;
  waiting: () => Promise<WaitingNotification[]>;
  recent: () => Promise<RecentNotification[]>;
  paused: () => Promise<PausedQueue[]>;
  channels: () => ListedChannel[];
  workflows: () => WorkflowsAnswer;
  /** Makes an event for the function that SAM calls so; nothing when there is none of this name. */
  sampleEvent: (name: string) => Promise<unknown>;
  sampleNames: () => string[];
  /** What the operator's command line needs to act on the local stack, and the settings that it was started with. */
  stack: () => Record<'outputs' | 'environment' | 'settings', Record<string, string>>;
  /** Answers what a deployed stage's console has as well; nothing for any other address. */
  view: (call: { method: string; path: string; body: () => Promise<unknown> }) => Promise<HttpAnswer | undefined>;
  /** Calls the deployed API as the app's server would. */
  callApi: (method: string, path: string) => Promise<{ status: number; body: unknown }>;
};
