import { type LogIds, notedLogIds } from './ids/log-ids.ts';

const emailAddress = /[^\s@"'<>]+@[^\s@"'<>]+/g;
/** With a country, as it is dialled from within one, and as North America writes it; there may be blanks and hyphens in it. */
const phoneNumber =
  /\+(?:[ \u00a0().-]{0,3}\d){7,15}|(?<![\w.-])\(?0(?:[ \u00a0()-]{0,3}\d){8,14}|(?<![\w.-])\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?!\w)/g;
const bearer = /\b(?:bh_(?:live|test)_|eyJ)[\w.-]+/g;

/** Takes addresses, phone numbers and credentials out of a text, as providers quote them in their error messages. */
export function redact(text: string): string {
  return text.replace(emailAddress, '[address]').replace(phoneNumber, '[phone]').replace(bearer, '[credential]');
}

/**
 * Logs something that went wrong, with these ids and all that was noted, and never with what a message says. An object, not text: Lambda's JSON format puts time,
 * level and request id around it as they are, where text would be escaped: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function logFailure(what: string, ids: LogIds, error: unknown): void {
  const known = error instanceof Error ? { error: error.name, message: redact(causes(error)) } : { error: typeof error };
  console.error({ what, ...notedLogIds(), ...ids, ...known, stack: stackOf(error) });
}

/**
 * Logs promises that are rejected while nobody waits for them, as a function of a workflow may leave behind. At one of these Lambda's runtime ends the
 * process (`src/index.mjs` of aws-lambda-nodejs-runtime-interface-client, exit 128), and with it the other records of a batch, half-sent ones among them.
 */
function logStrayRejections(): void {
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => logFailure('promise rejected that nobody waited for', {}, reason));
}
if (process.env.AWS_LAMBDA_FUNCTION_NAME !== undefined) logStrayRejections();

/** Logs something that came here and is none of ours. */
export function logDropped(what: string, ids: LogIds): void {
  console.warn({ what, ...notedLogIds(), ...ids });
}

/**
 * A failure as Lambda may be told of it: what a handler throws it writes into the log and into dead-letter messages as it is, message and causes.
 */
export function fitForLambda(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(`a ${typeof error} was thrown`);
  const fit = new Error(redact(causes(error)));
  fit.name = error.name;
  fit.stack = [`${error.name}: ${fit.message}`, ...(stackOf(error) ?? [])].join('\n    ');
  return fit;
}

function causes(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${causes(error.cause)}` : error.message;
}

/** The stack of an error, without the first lines, which repeat the message. */
function stackOf(error: unknown): string[] | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
}
