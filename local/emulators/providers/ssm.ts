import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { AwsError } from './protocol.ts';

const Stored = z.record(
  z.string(),
  z.object({
    type: z.enum(['String', 'SecureString']),
    value: z.string(),
    version: z.int(),
    modifiedAtEpochSeconds: z.number(),
  }),
);
type Stored = z.infer<typeof Stored>;

const GetInput = z.object({ Name: z.string(), WithDecryption: z.boolean().default(false) });
const PutInput = z.object({
  Name: z.string().startsWith('/'),
  Value: z.string().min(1),
  Type: z.enum(['String', 'SecureString']).default('String'),
  Overwrite: z.boolean().default(false),
});

/** The parameters of the local system. */
export type Ssm = (action: string, input: unknown) => unknown;

/**
 * Plays SSM's parameter store, kept in a file that only its owner may read.
 * @throws AwsError as SSM answers.
 */
export function ssm(file: string, now: () => Date): Ssm {
  return (action, input) => {
    const parameters = existsSync(file) ? Stored.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
    switch (action) {
      case 'GetParameter':
        return getParameter(GetInput.parse(input), parameters);
      case 'PutParameter': {
        const { Version, next } = putParameter(PutInput.parse(input), parameters, now());
        save(file, next);
        return { Version, Tier: 'Standard' };
      }
      default:
        throw new AwsError('UnknownOperationException', `The local SSM emulator does not know the action ${action}.`);
    }
  };
}

function getParameter({ Name, WithDecryption }: z.infer<typeof GetInput>, parameters: Stored) {
  const found = parameters[Name];
  if (!found) throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`);
  // who forgets to ask for decryption gets something unusable here too
  const Value = found.type === 'SecureString' && !WithDecryption ? '(encrypted)' : found.value;
  return { Parameter: { Name, Type: found.type, Value, Version: found.version, LastModifiedDate: found.modifiedAtEpochSeconds } };
}

function putParameter(input: z.infer<typeof PutInput>, parameters: Stored, now: Date) {
  const before = parameters[input.Name];
  if (before && !input.Overwrite) {
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option.',
    );
  }
  const Version = (before?.version ?? 0) + 1;
  const parameter = { type: input.Type, value: input.Value, version: Version, modifiedAtEpochSeconds: now.getTime() / 1000 };
  return { Version, next: { ...parameters, [input.Name]: parameter } };
}

/** Writes a file beside the old one and moves it into place: a crash leaves one of the two whole. */
function save(file: string, parameters: Stored): void {
  writeFileSync(`${file}.new`, JSON.stringify(parameters), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
