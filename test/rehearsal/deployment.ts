import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { mismatch } from '../journeys/described-answer.ts';
import { awsEnvironment, credentials, region } from './aws-environment.ts';
import { type Answer, type Ask, callApi } from './call-api.ts';
import { oneAtATime, runLine } from './command.ts';
import { type Emulator, startEmulator } from './emulator/emulator.ts';
import { type Mailbox, startMailbox } from './emulator/mailbox.ts';

/** A stack in an emulator of its own, and all that one can do with it from outside. */
export type Deployment = Awaited<ReturnType<typeof startDeployment>>;

/** Starts an emulator with nothing in it yet. `stop` ends it and whatever it has started. Commands run at our root, or in `folder`. */
export async function startDeployment(folder?: string) {
  const mailbox = await startMailbox();
  const emulator = await startEmulator({ smtpPort: mailbox.port }).catch(async (error) => {
    await mailbox.stop();
    throw error;
  });
  const config = { endpoint: emulator.url, region, credentials };
  const aws = { sqs: new SQSClient(config), events: new EventBridgeClient(config), lambda: new LambdaClient(config) };
  return { emulator, mailbox, aws, ...handsOn(emulator, { mailbox, aws, folder }) };
}

type Aws = { sqs: SQSClient; events: EventBridgeClient; lambda: LambdaClient };

/** What one can do with a stack, once it is deployed. */
function handsOn(emulator: Emulator, { mailbox, aws, folder }: { mailbox: Mailbox; aws: Aws; folder?: string }) {
  let outputs: Record<string, string> = {};
  let secret = '';
  let isOfToday = true;
  const env = {
    ...awsEnvironment(emulator.url),
    ...(folder !== undefined && { BELLHOP_CONFIG: undefined }), // settings are those of the folder
    CDK_REQUIRE_APPROVAL: 'never', // nobody is here to be asked
    CDK_PROGRESS: 'errors-only',
    CDK_NOTICES: 'false',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
  const output = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`the deployment printed no output ${name}`);
    return value;
  };

  return {
    output,
    /** Runs a line of the CDK command line; what a deployment prints as outputs is kept. */
    async cdk(line: string): Promise<string> {
      const printed = await oneAtATime(() => runLine(line, env, folder));
      const found = [...printed.matchAll(/^bellhop-\w+\.(\w+) = (.+)$/gm)].map(([, name = '', value = '']) => [name, value]);
      if (found.length > 0) outputs = Object.fromEntries(found);
      return printed;
    },
    bellhop: (line: string) => runLine(line, env, folder),
    takeKey: (made: string) => {
      secret = made;
    },
    /** Says that an earlier release is deployed, whose answers had other fields, or that today's is again. */
    isRelease: (release: 'earlier' | 'today') => {
      isOfToday = release === 'today';
    },

    /** Calls the API as a web app's server does, or as `as`; every answer of today's release has to be as docs/openapi.json says. */
    async call(method: string, path: string, ask: Ask = {}): Promise<Answer> {
      const answer = await callApi(output('ApiUrl'), emulator.url, method, path, { as: secret, ...ask });
      const type = answer.headers.get('content-type') ?? '';
      const wrong = isOfToday && mismatch(method, path, { ...answer, type });
      if (wrong) throw new Error(`an answer is not as docs/openapi.json says: ${wrong}`);
      return answer;
    },

    /** Asks any API of the emulator, whatever it answers. */
    ask: (api: string, method: string, path: string) => callApi(api, emulator.url, method, path, { as: secret }),

    /** Runs a function by the id of its construct, with this event, and gives what it answered. */
    async invoke(name: string, event: unknown): Promise<unknown> {
      const FunctionName = await functionName(aws.lambda, name);
      const { FunctionError, Payload } = await aws.lambda.send(
        new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) }),
      );
      const answer = Buffer.from(Payload ?? []).toString();
      if (FunctionError !== undefined) throw new Error(`${name} failed: ${answer}`);
      return JSON.parse(answer);
    },

    /** What SNS was asked to send to a number. */
    async smsTo(phone: string): Promise<{ Message: string }[]> {
      const answer = await fetch(`${emulator.url}/_ministack/sns/sms-messages?phoneNumber=${encodeURIComponent(phone)}`);
      return ((await answer.json()) as { sms_messages: Record<string, { Message: string }[]> }).sms_messages[phone] ?? [];
    },

    async stop(): Promise<void> {
      for (const client of Object.values(aws)) client.destroy();
      await emulator.stop();
      await mailbox.stop();
    },
  };
}

async function functionName(client: LambdaClient, name: string): Promise<string> {
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    const found = Functions.find(({ FunctionName = '' }) => FunctionName.includes(`${name}Function`));
    if (found?.FunctionName !== undefined) return found.FunctionName;
  }
  throw new Error(`no function is called ${name}`);
}

/** Asks again until `look` gives something (an empty list is nothing), and gives it; fails with what was awaited, and what was seen last, after a minute. */
export async function eventually<Seen>(what: string, look: () => Promise<Seen | undefined | false>): Promise<Seen> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const seen = await look();
    if (seen !== undefined && seen !== false && !(Array.isArray(seen) && seen.length === 0)) return seen;
    await sleep(250);
  }
  throw new Error(`within a minute it never came to this: ${what}`);
}
