import { type Bellhop, BellhopError, type PublishRequest } from '../../sdk/node/index.ts';
import type { Told } from './answers.ts';

/** What somebody did, in words, with the function that wrote the request and what that wrote. */
export type Telling = Pick<Told, 'by' | 'did' | 'wrote' | 'request'>;

/** The publishes of this start, newest first. */
export type Publishes = {
  list: () => readonly Told[];
  tell: (telling: Telling) => Promise<void>;
  /** Whether a notification is one of these, or the batch that one of these has joined. */
  has: (notification: string) => boolean;
  noteBatch: (notification: string) => void;
};

const mostKept = 20;

/** Publishes for the demo's server, and keeps what it published for the panel that shows it. */
export function keepPublishes(bellhop: Bellhop, now: () => Date = () => new Date()): Publishes {
  let told: Told[] = [];
  let count = 0;
  const batches = new Set<string>();

  async function tell(telling: Telling): Promise<void> {
    count += 1;
    const at = now().toISOString();
    const outcome = await publish(bellhop, telling.request);
    told = [{ ...telling, id: `${at}-${count}`, at, ...outcome }, ...told].slice(0, mostKept);
  }

  return {
    list: () => told,
    tell,
    noteBatch: (id) => void batches.add(id),
    has: (id) =>
      batches.has(id) || told.some(({ notifications }) => notifications.some((notification) => notification.id === id)),
  };
}

type Outcome = Pick<Told, 'request' | 'notifications' | 'wasFallback' | 'refused'>;

/** Publishes; what is refused is told, and undoes nothing that the user has done. */
async function publish(bellhop: Bellhop, request: PublishRequest): Promise<Outcome> {
  try {
    return await publishOnce(bellhop, request);
  } catch (error) {
    if (!(error instanceof BellhopError)) throw error;
    return { request, notifications: [], wasFallback: false, refused: error.message };
  }
}

/** Where the owner has workflows of their own, the first of them takes the place of one that is not there, with its example. */
async function publishOnce(bellhop: Bellhop, request: PublishRequest): Promise<Outcome> {
  try {
    const { notifications } = await bellhop.notifications.publish(request);
    return { request, notifications, wasFallback: false };
  } catch (error) {
    if (!(error instanceof BellhopError) || error.code !== 'workflow_unknown') throw error;
    const { data } = await bellhop.workflows.list();
    const [first] = data;
    if (first === undefined) throw error;
    const instead = { workflow: first.key, data: first.example, recipients: request.recipients ?? [] };
    const { notifications } = await bellhop.notifications.publish(instead);
    return { request: instead, notifications, wasFallback: true };
  }
}
