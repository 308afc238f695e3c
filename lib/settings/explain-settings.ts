import type * as z from 'zod';
import { StageName } from '../stage.ts';
import { closestName } from './closest-name.ts';
import { OwnerContext, type SettingName } from './owner-settings.ts';

/** Where the owner's settings came from: `-c name=value`, and what their file, if there is one, says of the stage. */
export type Given = {
  typed: Readonly<Record<string, unknown>>;
  filed: Readonly<Record<string, unknown>> | undefined;
  file?: string;
  stages: Readonly<Partial<Record<StageName, unknown>>>;
};

/**
 * Says for each setting at fault where it stands, its value, what is wrong, and what would do in its place. What is misspelt comes
 * first, and a setting that is missing because of that is not told of again.
 */
export function explainSettings(error: z.ZodError, given: Given): string {
  const chosen = StageName.safeParse(given.typed.stage);
  const unknown = error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const misspelt = unknown.map((name) => `${placeOf(name, given)}${describeUnknown(name)}`);
  const meant = unknown.map((name) => closestName(name, settingNames));
  if (given.file !== undefined && !chosen.success)
    return [...misspelt, ...(meant.includes('stage') ? [] : [askForStage(given)])].join('\n'); // what else is missing is perhaps in the file
  const wrong = new Map(
    error.issues.filter(({ path }) => path.length > 0).map(({ path, message }) => [String(path[0]) as SettingName, message]),
  );
  const others = [...wrong].filter(([name]) => givenValue(name, given) !== undefined || !meant.includes(name));

  return [...misspelt, ...others.map(([name, message]) => describeFault(name, message, given))].join('\n');
}

const settingNames = Object.keys(OwnerContext.shape);

function givenValue(name: SettingName, { typed, filed }: Given): unknown {
  return typed[name] ?? filed?.[name];
}

function askForStage({ typed, file, stages }: Given): string {
  const filed = Object.keys(stages).filter((name) => name !== 'local');
  const fault = typed.stage === undefined ? ' is missing' : `: ${JSON.stringify(typed.stage)} is no stage`;
  return `setting stage${fault}; ${file} has ${filed.join(', ') || 'none yet'}, for example: npm run cdk -- deploy -c stage=${filed[0] ?? 'dev'}`;
}

function describeFault(name: SettingName, message: string, given: Given): string {
  const value = givenValue(name, given);
  const fault = value === undefined ? ' is missing' : `: ${JSON.stringify(value)} will not do (${message})`;
  const place =
    placeOf(name, given) || (value === undefined && given.file ? `${given.file} has no stage ${given.typed.stage}: ` : '');
  return `${place}setting ${name}${fault}, for example: ${remedyFor(name, given)}`;
}

/** A setting belongs to the file when it stands there, or is missing from a stage that has a place there. */
function isFiled(name: string, { typed, filed }: Given): boolean {
  return filed !== undefined && typed[name] === undefined;
}

function placeOf(name: string, given: Given): string {
  return isFiled(name, given) ? `${given.file}, stage ${given.typed.stage}: ` : '';
}

function remedyFor(name: SettingName, given: Given): string {
  if (!isFiled(name, given)) return commandWith(name, given);
  const { example, inFile } = OwnerContext.shape[name].meta() ?? {};
  return `${name}: ${inFile ?? `'${example}'`}`;
}

/** A deploy command that sets this setting, beside the two that every deploy needs: those that were given well, else examples. */
function commandWith(name: SettingName, { typed, filed }: Given): string {
  const needed: SettingName[] = filed?.fromAddress === undefined ? ['stage', 'fromAddress'] : ['stage'];
  const values = [...new Set([...needed, name])].map(
    (each) => `-c ${each}=${each === name ? exampleOf(each) : wellGiven(each, typed)}`,
  );
  return ['npm run cdk -- deploy', ...values].join(' ');
}

function wellGiven(name: SettingName, typed: Given['typed']): unknown {
  return OwnerContext.shape[name].safeParse(typed[name]).success ? (typed[name] ?? exampleOf(name)) : exampleOf(name);
}

function exampleOf(name: SettingName): unknown {
  return OwnerContext.shape[name].meta()?.example;
}

function describeUnknown(name: string): string {
  const meant = closestName(name, settingNames);
  return meant === undefined
    ? `setting ${name} is unknown; the settings are ${settingNames.join(', ')}`
    : `setting ${name} is unknown; did you mean ${meant}?`;
}
