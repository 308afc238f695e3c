import { optionalChannels } from '../../contract/channels/channels.ts';
import { inWords } from '../../contract/schema-words.ts';
import { StageName } from '../stage.ts';
import { explainSettings } from './explain-settings.ts';
import { findContradiction } from './find-contradiction.ts';
import type { OwnerConfig } from './owner-config.ts';
import { OwnerError } from './owner-error.ts';
import { formerNames, OwnerContext, type OwnerSettings } from './owner-settings.ts';

/** Where a web app under development is served: by most servers, and by Vite. */
const localOrigins = [3000, 5173].flatMap((port) => [`http://127.0.0.1:${port}`, `http://localhost:${port}`]).join();

/** What stage `local` does without being told. */
const localSystem = {
  fromAddress: 'bellhop@example.com',
  smsCountries: 'GB,US', // where ada and grace are
  allowedOrigins: localOrigins,
  webhooks: 'on', // a receiver on this machine is a command away
  ...Object.fromEntries(optionalChannels().map((channel) => [channel, 'on'])), // it shows all that there is
  smtpServer: 'smtp://bellhop@127.0.0.1', // its double has a port of its own: local/endpoints.ts
  twilioAccountSid: `AC${'0'.repeat(32)}`, // its double takes any
  twilioSender: '+15005550006', // https://www.twilio.com/docs/iam/test-credentials
  fcmProject: 'bellhop-local', // and the doubles of FCM and APNs as well
  apnsTeam: 'LOCALTEAM1',
  apnsKeyId: 'LOCALKEY01',
  apnsTopic: 'com.example.bellhop',
};

/**
 * Reads the owner's settings: those of the stage in their file, and over them the CDK context (`-c name=value`).
 * @throws OwnerError that names each setting which is missing, wrong or unknown, its value, and what would do.
 */
export function readOwnerSettings(
  context: Readonly<Record<string, unknown>>,
  config: OwnerConfig = { stages: {} },
): OwnerSettings {
  const typed = underTodaysNames(Object.fromEntries(Object.entries(context).filter(([name]) => isOurs(name))));
  const { success, data: stage } = StageName.safeParse(typed.stage);
  const filed = success && config.stages[stage] ? underTodaysNames(config.stages[stage]) : undefined;
  if (filed !== undefined && 'stage' in filed)
    throw new OwnerError(`${config.file}, stage ${stage}: a stage is not named again in its settings; take "stage" out`);

  const given = { ...(stage === 'local' && localSystem), ...textsOf(filed), ...typed };
  const parsed = OwnerContext.safeParse(given, { error: inWords });
  if (!parsed.success) throw new OwnerError(explainSettings(parsed.error, { typed, filed, ...config }));
  const contradiction = findContradiction(parsed.data);
  if (contradiction !== undefined) throw new OwnerError(contradiction);

  return parsed.data;
}

/** CDK's own context keys have a colon, a slash or a dash in them. */
function isOurs(name: string): boolean {
  return /^[a-z0-9_]+$/i.test(name);
}

/** A former name that stands beside today's own stays as it is, and is refused as unknown: nobody can say which of the two is meant. */
function underTodaysNames(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isFormer = (name: string): name is keyof typeof formerNames => Object.hasOwn(formerNames, name);
  const nameOf = (name: string) => (isFormer(name) && !Object.hasOwn(given, formerNames[name]) ? formerNames[name] : name);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [nameOf(name), value]));
}

function textsOf(filed: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filed).map(([name, value]) => [name, textOf(value)]));
}

/** A value of a file as the text of `-c name=value`, so that one schema checks both. */
function textOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map((entry) => entry.join(':'))
    .join(',');
}
