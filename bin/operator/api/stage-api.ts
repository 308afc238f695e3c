import * as z from 'zod';
import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { CannotDo } from '../cannot-do.ts';
import type { Stack } from '../find-stack.ts';
import { type ApiAnswer, type CallApi, callApi, type Once } from './call-api.ts';
import { ApiRefusal } from './refusal.ts';
import { withBriefKey } from './with-brief-key.ts';

/** Where a stage's own key may be given; without it a key is made for the time of the command. */
const keyVariable = 'BELLHOP_API_KEY';
/** Which pages are asked for at most, as large as the API has them. */
const largestPage = 100;

/** The API of a stage, as its owner calls it. */
export type StageApi = ReturnType<typeof stageApi>;

/**
 * Calls a stage's API with the key in `BELLHOP_API_KEY`, else with one that is made now and removed behind it; known as `callerId`, when a
 * repetition has to be known as of the same caller; a call is made `tries` times at most, and for a `tenant` where one is named.
 * @throws CannotDo when the stage does not say where its API is.
 */
export async function withStageApi<Result>(
  { tableName, outputs }: Stack,
  command: string,
  use: (api: StageApi) => Promise<Result>,
  { callerId, ...calling }: { callerId?: string; tries?: number; tenant?: string | undefined } = {},
): Promise<Result> {
  const { ApiUrl } = outputs;
  if (ApiUrl === undefined) throw new CannotDo('the stack has no output ApiUrl; deploy it again with this version');
  const own = process.env[keyVariable];
  if (own !== undefined && own !== '') return use(stageApi(callApi(ApiUrl, own, calling)));

  const apiKeys = dynamoApiKeys(openTable(tableName));
  return withBriefKey({ apiKeys, command, now: () => new Date(), knownAs: callerId }, (secret) =>
    use(stageApi(callApi(ApiUrl, secret, calling))),
  );
}

/** A list of the API: its filters, and how many entries are wanted. */
type Listed = { path: string; query?: Readonly<Record<string, string>>; limit: number };

/** What the API answers as its schemas have it. A refusal is a CannotDo with the API's own words. */
function stageApi(call: CallApi) {
  /** What there is at a path; nothing when there is none. */
  async function find<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.infer<Schema> | undefined> {
    const answer = await call('GET', path);
    return answer.status === 404 ? undefined : schema.parse(expectSuccess(answer));
  }

  /** Changes something; nothing when what it is about is not there. */
  async function send<Schema extends z.ZodType>(
    schema: Schema,
    { method, path, body, ...once }: { method: 'POST' | 'DELETE' | 'PUT'; path: string; body?: unknown } & Once,
  ): Promise<z.infer<Schema> | undefined> {
    const answer = await call(method, path, body, once);
    return answer.status === 404 ? undefined : schema.parse(expectSuccess(answer));
  }

  /** Entries of a list, page by page until there are enough. A page may be empty and have another behind it. */
  async function* list<Entry extends z.ZodType>(
    entry: Entry,
    { path, query = {}, limit }: Listed,
  ): AsyncGenerator<z.infer<Entry>> {
    const Page = z.object({ data: z.array(entry), next_cursor: z.string().optional() });
    let cursor: string | undefined;
    let left = limit;
    do {
      const search = new URLSearchParams({
        ...query,
        limit: String(Math.min(left, largestPage)),
        ...(cursor !== undefined && { cursor }),
      });
      const page = Page.parse(expectSuccess(await call('GET', `${path}?${search}`)));
      yield* page.data.slice(0, left);
      left -= page.data.length;
      cursor = page.next_cursor;
    } while (cursor !== undefined && left > 0);
  }

  /** The same, once all are there. */
  async function listAll<Entry extends z.ZodType>(entry: Entry, listed: Listed): Promise<z.infer<Entry>[]> {
    const all: z.infer<Entry>[] = [];
    for await (const each of list(entry, listed)) all.push(each);
    return all;
  }

  return { find, send, list, listAll };
}

function expectSuccess({ status, body }: ApiAnswer): unknown {
  if (status < 300) return body;
  if (status === 401 && process.env[keyVariable])
    throw new CannotDo(`the stage does not take the key in ${keyVariable}; give it another, or unset it to have one made`);
  throw new ApiRefusal({ status, body });
}
