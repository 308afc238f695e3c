import type { BuildOptions } from 'esbuild';

/**
 * How code is bundled for Lambda: CommonJS from ES modules, minified, with source maps beside it. It loads in half the time
 * that esbuild's defaults take.
 */
export const bundling = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  mainFields: ['module', 'main'],
  sourcemap: 'external',
  legalComments: 'none',
  // in place of the file nearest to a source: an owner's own tsconfig.json is for their editor
  tsconfigRaw: { compilerOptions: { target: 'es2024', strict: true, verbatimModuleSyntax: true, jsx: 'react-jsx' } },
  // e-mail templates are React components, rendered by preact: 30 KB in place of 693
  alias: {
    react: 'preact/compat',
    'react-dom': 'preact/compat',
    'react/jsx-runtime': 'preact/jsx-runtime',
  },
  // ways to find credentials that Lambda never uses: there they are in the environment
  external: [
    '@aws-sdk/client-sso',
    '@aws-sdk/client-sso-oidc',
    '@aws-sdk/credential-provider-http',
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-login',
    '@aws-sdk/credential-provider-process',
    '@aws-sdk/credential-provider-sso',
    '@aws-sdk/credential-provider-web-identity',
    '@aws-sdk/token-providers',
    '@smithy/credential-provider-imds',
    // loaded by operations that stream events, and we call none: 20 KB, and 5 ms with node:zlib. See docs/decisions/0030.
    '@smithy/core/event-streams',
  ],
  metafile: true,
  logLevel: 'silent',
} as const satisfies BuildOptions;
