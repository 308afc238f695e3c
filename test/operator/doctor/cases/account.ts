import { refusal } from '../a-deployment.ts';
import type { Case } from './case.ts';

const limitIs = (limit: number) => ({
  GetAccountSettings: { AccountLimit: { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: limit } },
});
const noStack = { DescribeStacks: refusal('ValidationError', 'Stack with id bellhop-prod does not exist') };

/** What the checks of account say when something is not in order. */
export const accountCases: readonly Case[] = [
  [
    'credentials',
    'have expired',
    { answers: { GetCallerIdentity: refusal('ExpiredToken', 'The security token included in the request is expired', 403) } },
    'wrong',
    /^AWS does not take the credentials: The security token .* expired\.$/,
    /aws sso login/,
  ],
  [
    'credentials',
    'are not there',
    { answers: { GetCallerIdentity: refusal('CredentialsProviderError', 'Could not load credentials from any providers', 403) } },
    'wrong',
    /^No AWS credentials were found: Could not load credentials from any providers\.$/,
    /aws sso login/,
  ],
  ['clock', 'is eight minutes slow', { date: '2026-11-29T12:08:00Z' }, 'wrong', /480 seconds slow/, /set-ntp/],
  ['clock', 'is a minute fast, which AWS forgives', { date: '2026-11-29T11:59:00Z' }, 'ok', /60 seconds fast/, /^$/],
  [
    'bootstrap',
    'was never done',
    { answers: { GetParameter: refusal('ParameterNotFound', '') } },
    'not-yet',
    /not bootstrapped/,
    /cdk -- bootstrap/,
  ],
  [
    'bootstrap',
    'is too old',
    { answers: { GetParameter: { Parameter: { Name: 'v', Type: 'String', Value: '5' } } } },
    'not-yet',
    /Version 5 is too old/,
    /cdk -- bootstrap/,
  ],
  ['lambda-concurrency', 'is that of a new account', { answers: limitIs(10) }, 'wrong', /too few for the API/, /L-B99A9384/],
  [
    'lambda-concurrency',
    'is just enough',
    { answers: limitIs(30) },
    'not-yet',
    /30 functions .* needs 22, better 35, beside 2 that other/,
    /L-B99A9384/,
  ],
  [
    'lambda-concurrency',
    'is looked at before the first deploy',
    { answers: { ...noStack, ListEventSourceMappings: { EventSourceMappings: [] }, ...limitIs(34) } },
    'not-yet',
    /needs 22, better 39:/,
    /servicequotas/,
  ],
];
