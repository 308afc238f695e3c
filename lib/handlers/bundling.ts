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
  // loaded by operations that stream events, and we call none: 20 KB, and 5 ms with node:zlib. See docs/decisions/0030.
  external: ['@smithy/core/event-streams'],
  metafile: true,
  logLevel: 'silent',
} as const satisfies BuildOptions;
