import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { bundling } from '../../../lib/handlers/bundling.ts';
import { leaveOut } from '../../../lib/handlers/leave-out.ts';
import { scratchFolder } from '../scratch-folder.ts';

const repository = join(import.meta.dirname, '../../..');

/** What a function exports that is made of this source, with nothing left out and as it deploys. */
async function bothWays<Exports>(contents: string): Promise<{ whole: Exports; lean: Exports }> {
  const [whole, lean] = await Promise.all([[], [leaveOut(repository)]].map((plugins) => bundled<Exports>(contents, plugins)));
  return { whole, lean } as { whole: Exports; lean: Exports };
}

async function bundled<Exports>(contents: string, plugins: Plugin[], resolveDir = repository): Promise<Exports> {
  const outfile = join(scratchFolder(), 'index.cjs');
  await build({ ...bundling, plugins, stdin: { contents, resolveDir }, absWorkingDir: repository, outfile });
  return createRequire(outfile)(outfile);
}

describe.each([
  ['client-dynamodb', 'DynamoDBClient', 'ListTablesCommand'],
  ['client-sqs', 'SQSClient', 'ListQueuesCommand'],
  ['client-ssm', 'SSMClient', 'ListCommandsCommand'],
])('errors of AWS, as %s has them', (client, Client, Command) => {
  type Told = { name: string; message: string; status: number; fault: string };
  type Called = {
    refused(code: string, status: number): Promise<{ told: Told; isInstance: boolean }>;
    sdk: Record<string, unknown>;
  };
  const calling = bothWays<Called>(`
    import { Readable } from 'node:stream';
    import * as sdk from '@aws-sdk/${client}';
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    export async function refused(code, statusCode) {
      const body = JSON.stringify({ __type: 'com.amazonaws#' + code, message: 'because' });
      const handle = async () => ({ response: { statusCode, headers: {}, body: Readable.from([body]) } });
      const aws = new sdk.${Client}({ region: 'eu-west-1', credentials, maxAttempts: 1, requestHandler: { handle } });
      const error = await aws.send(new sdk.${Command}({})).catch((reason) => reason);
      const { name, message, $metadata, $fault: fault } = error;
      return { told: { name, message, status: $metadata.httpStatusCode, fault }, isInstance: error instanceof sdk[code] };
    }
    export { sdk };`);

  test('keep name, message and status, whether or not their class is there', async () => {
    const { whole, lean } = await calling;
    const names = Object.keys(whole.sdk).filter((name) => isError(whole.sdk[name]) && !name.endsWith('ServiceException'));

    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const status = name === 'InternalServerError' ? 500 : 400;
      const { told, isInstance } = await whole.refused(name, status);
      expect(isInstance).toBe(true);
      expect((await lean.refused(name, status)).told).toEqual(told);
    }
  });

  test('are of the class that an adapter asks for', async () => {
    const { lean } = await calling;
    const asked = classesAsked().filter((name) => isError(lean.sdk[name]));

    expect(asked.length).toBeGreaterThanOrEqual(client === 'client-sqs' ? 0 : 2);
    for (const name of asked) expect(await lean.refused(name, 400)).toMatchObject({ isInstance: true });
  });
});

function isError(value: unknown): boolean {
  return typeof value === 'function' && value.prototype instanceof Error;
}

function textsOf(folder: string): string[] {
  return globSync(`${folder}/**/*.ts`, { cwd: repository }).map((file) => readFileSync(join(repository, file), 'utf8'));
}

/** What adapters compare errors with. */
function classesAsked(): string[] {
  return textsOf('adapters').flatMap((text) => [...text.matchAll(/ instanceof (\w+)/g)].map(([, name = '']) => name));
}

test('each service that adapters call is found where its client would find it, in every region', async () => {
  const services = [...new Set(textsOf('adapters').flatMap((text) => text.match(/@aws-sdk\/client-[\w-]+/g) ?? []))].sort();
  type Found = { find(service: string, params: object): { url: string } };
  const { whole, lean } = await bothWays<Found>(`
    ${services.map((name, index) => `import * as sdk${index} from '${name}';`).join('\n')}
    const sdks = { ${services.map((name, index) => `'${name}': sdk${index}`).join(', ')} };
    export function find(service, params) {
      const [, Client] = Object.entries(sdks[service]).find(([name]) => /^[A-Z].*Client$/.test(name));
      const client = new Client({ region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
      const { url, ...rest } = client.config.endpointProvider({ UseFIPS: false, UseDualStack: false, ...params });
      return { url: String(url), ...rest };
    }`);
  const params = [...regions().map((Region) => ({ Region })), { Region: 'eu-west-1', Endpoint: 'http://127.0.0.1:4566/there' }];

  expect(services.length).toBeGreaterThan(7);
  expect(params.length).toBeGreaterThan(40);
  for (const service of services)
    for (const each of params) expect([service, lean.find(service, each)]).toEqual([service, whole.find(service, each)]);
});

/** The regions that the SDK knows by name. */
function regions(): string[] {
  const file = 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
  const text = readFileSync(join(repository, file), 'utf8');
  return [...text.matchAll(/"((?!aws-)[\w-]+-\d+)": \{/g)].map(([, region = '']) => region);
}

test('credentials are taken from the environment, as they would be first of all', async () => {
  type Asked = { credentials(): Promise<{ accessKeyId: string; sessionToken?: string }> };
  const { whole, lean } = await bothWays<Asked>(`
    import { SQSClient } from '@aws-sdk/client-sqs';
    export const credentials = () => new SQSClient({ region: 'eu-west-1' }).config.credentials();`);
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_SESSION_TOKEN: 'c' });

  expect(await lean.credentials()).toMatchObject({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' });
  expect(await lean.credentials()).toEqual(await whole.credentials());
});

test('phone numbers of every country are read and validated as with all that the package has', async () => {
  type Rules = typeof import('../../../core/channels/sms/rules/phone-number.ts') &
    typeof import('../../../core/channels/sms/rules/sms-ranges.ts');
  const { whole, lean } = await bothWays<Rules>(`
    export * from './core/channels/sms/rules/phone-number.ts';
    export * from './core/channels/sms/rules/sms-ranges.ts';`);
  const plans = createRequire(import.meta.url)('libphonenumber-js/metadata.max.json') as {
    countries: Record<string, [callingCode: string]>;
  };
  const written = Object.entries(plans.countries).flatMap(([country, [callingCode]]) => {
    const mobile = (examples as Partial<Record<string, string>>)[country] ?? '201234567';
    const nationals = [mobile, `0${mobile}`, mobile.slice(1), `${mobile}1`, `800${mobile.slice(3)}`, `90${mobile.slice(2)}`];
    const home = { locale: `en-${country}`, timezone: firstZoneOf(country) };
    return nationals.flatMap((national) => [`+${callingCode}${national}`, national].map((number) => ({ number, home })));
  });
  const answers = (
    { readNumber, phoneProblem, countryOf, isSpecialRange }: Rules,
    { number, home }: (typeof written)[number],
  ) => [readNumber(number, home), phoneProblem(number), countryOf(number), isSpecialRange(number)];

  expect(written.length).toBeGreaterThan(2_000);
  expect(written.map((each) => [each, answers(lean, each)])).toEqual(written.map((each) => [each, answers(whole, each)]));
});

function firstZoneOf(country: string): string | undefined {
  const place = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones(): string[] | undefined };
  return place.getTimeZones()?.[0];
}

test('what is left out says so when it is called after all', async () => {
  const { jsonSchema } = await bundled<{ jsonSchema(): unknown }>(
    `import * as z from 'zod'; export const jsonSchema = () => z.strictObject({}).toJSONSchema();`,
    [leaveOut(repository)],
  );

  expect(jsonSchema).toThrow('createToJSONSchemaMethod is left out of functions: lib/handlers/leave-out.ts');
});

test('a package in which there is nothing to leave out any more stops the build', async () => {
  const folder = scratchFolder();
  const changed = join(folder, 'node_modules/zod/v4/classic/schemas.js');
  mkdirSync(dirname(changed), { recursive: true });
  writeFileSync(changed, 'export const string = () => {};');

  const building = bundled(`export * from './node_modules/zod/v4/classic/schemas.js';`, [leaveOut(repository)], folder);

  await expect(building).rejects.toThrow(/schemas\.js:.*lib\/handlers\/leave-out\.ts does not fit this file: there is no /);
});

test('what is wrong with a call is told in the same words without those of zod', async () => {
  const { whole, lean } = await bothWays<{ told: string[] }>(`
    import * as z from 'zod';
    import { parseOutside, problemPlaces } from './core/http/rules/problem-places.ts';
    const schema = z.strictObject({ a: z.string(), b: z.number().max(3), c: z.iso.date(), d: z.union([z.string(), z.boolean()]) });
    export const told = problemPlaces(parseOutside(schema, { a: 1, b: 5, c: 'x', d: 7 }).error).map(({ detail }) => detail);`);

  expect(lean.told).toEqual(whole.told);
  expect(lean.told).toEqual([
    'must be text',
    'must be at most 3',
    'must be a date, like 2030-03-15',
    'must be text, or true or false',
  ]);
});
