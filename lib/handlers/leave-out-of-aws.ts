import { type FileChange, leftOut, replace } from './file-change.ts';

/**
 * What is changed in AWS's clients: a function of Lambda's has its region and its credentials in the environment, no files of settings, and calls
 * AWS in its own region alone. docs/decisions/0320.
 */
export function changesOfAws(adapters: string): readonly FileChange[] {
  return [errorsNamedIn(adapters), ...changes];
}

/**
 * AWS's clients register the errors of their services, 140 of them with SSM. One that is not registered comes as the service's general
 * error, with the name, message and status that AWS gave it. So those are kept that an adapter names.
 */
function errorsNamedIn(adapters: string): FileChange {
  const named = new Set(adapters.match(/\w+/g));
  return {
    files: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/,
    change: (text) =>
      withPlainKeys(
        replace(text, /^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, error) => (named.has(error) ? line : '')),
      ),
  };
}

/** Writes `{ [_e]: … }` as `{ "error": … }`, or esbuild keeps what it stands in: a computed key might do something. */
function withPlainKeys(text: string): string {
  const values = new Map([...text.matchAll(/^const (_\w+) = (".*");$/gm)].map(([, name = '', value = '']) => [name, value]));
  return replace(text, /\[(_\w+)\]:/g, (key, name) => (values.has(name) ? `${values.get(name)}:` : key));
}

const changes: readonly FileChange[] = [
  // a tree of decisions on dual stack, FIPS, accounts and resources, of which the address in a region is left
  {
    files: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]endpoint[\\/]bdd\.js$/,
    change: (text) => `export const addressIn = (region, suffix) => \`https://${hostIn(text)}.\${region}.\${suffix}\`;`,
  },
  {
    files: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/,
    change: () => regionalEndpoint,
  },
  // the regions by name; each is of the partition whose pattern it fits
  {
    files: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/,
    change: (text) => replace(text, /"regions": \{(?:\s*"[\w-]+": \{[^}]*\},?)*\s*\}/g, () => '"regions": {}'),
  },
  // other places where credentials may be than the environment
  {
    files: /[\\/]@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/,
    change: () => "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
  },
  // ~/.aws/config and ~/.aws/credentials, which each cold start would look for
  {
    files: /[\\/]node-config-provider[\\/]fromSharedConfigFiles\.js$/,
    change: () => withoutFiles,
  },
  // asks EC2 for a region
  { files: /[\\/]getInstanceMetadataRegion\.js$/, change: () => `export ${leftOut('getInstanceMetadataRegion')}` },
  // of the retry mode "adaptive", which nothing sets
  { files: /[\\/]DefaultRateLimiter\.js$/, change: () => `export ${leftOut('DefaultRateLimiter')}` },
  // signs streams of events
  {
    files: /[\\/]@smithy[\\/]signature-v4[\\/]dist-es[\\/]HeaderFormatter\.js$/,
    change: () => 'export class HeaderFormatter {}',
  },
  // addresses of buckets
  { files: /[\\/]service-customizations[\\/]index\.js$/, change: () => `export ${leftOut('resolveParamsForS3')}` },
  // made when it is loaded, for whoever may read pages
  {
    files: /[\\/]@aws-sdk[\\/][\w-]+[\\/]dist-es[\\/]pagination[\\/]\w+\.js$/,
    change: (text) => text.replace(/= createPaginator\(/, '= /* @__PURE__ */ createPaginator('),
  },
  // a client says its version, and brings all of its package.json for it
  {
    files: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/,
    change: (text) => JSON.stringify({ version: JSON.parse(text).version }),
  },
  // how a client discovers its endpoints, and whether the environment says so; no operation of DynamoDB's client does
  {
    files: /[\\/]@aws-sdk[\\/]client-dynamodb[\\/]dist-es[\\/]DynamoDBClient\.js$/,
    change: (text) => replace(text, /resolveEndpointDiscoveryConfig\((\w+), \{[^}]*\}\)/, (_match, config = '') => config),
  },
  {
    files: /[\\/]@aws-sdk[\\/]client-dynamodb[\\/]dist-es[\\/]runtimeConfig\.js$/,
    change: (text) => replace(text, /^ *endpointDiscoveryEnabledProvider: .*,$/m, () => ''),
  },
  // hashes for a Node without OpenSSL
  { files: /[\\/]@smithy[\\/]core[\\/].*[\\/]Sha256Js\.js$/, change: () => 'export class Sha256Js {}' },
  { files: /[\\/]@smithy[\\/]core[\\/].*[\\/]Md5Js\.js$/, change: () => 'export class Md5Js {}' },
];

/** Reads how a service is called before its region, like `sqs`. */
function hostIn(tree: string): string {
  const [, host] = /"https:\/\/((?!search-)(?:(?!-fips)[\w.-])+)\.\{Region\}\.\{PartitionResult#dnsSuffix\}"/.exec(tree) ?? [];
  if (host === undefined) throw new Error('there is no address of a service in a region');
  return host;
}

const regionalEndpoint = `
import { partition } from '@aws-sdk/core/client';
import { addressIn } from './bdd';
export const defaultEndpointResolver = ({ Endpoint, Region }) => {
  const url = new URL(Endpoint ?? addressIn(Region, partition(Region).dnsSuffix));
  return { url, headers: {}, properties: {} };
};`;

const withoutFiles = `
import { CredentialsProviderError } from '../property-provider/CredentialsProviderError';
export const fromSharedConfigFiles = () => async () => {
  throw new CredentialsProviderError('functions have no files of settings');
};`;
