import { checkImports, type Table } from './architecture/check-imports.ts';
import { documentedTable, projectTree } from './architecture/project-tree.ts';

/** Who may import whom: the table of docs/architecture.md, in the same words. */
const table: Table = [
  ['contract', 'contract, zod'],
  [
    'core/**/rules',
    'contract, core/**/rules, zod, libphonenumber-js, node:crypto (createHash and createHmac and timingSafeEqual)',
  ],
  ['core', 'contract, core, zod, node:crypto (createHash)'],
  ['workflows', 'contract, core/**/rules, workflows, exports, zod, react, preact, preact-render-to-string, @react-email/*'],
  ['lib/settings/owner-config', 'contract, lib, zod, node:*, (computed)'], // the owner's file, wherever it is
  ['local/emulators/mend-fauxqs', 'local, node:*, (computed)'], // a file that its package does not export
  ['exports', 'contract, core/**/rules, workflows, lib/settings/owner-config (types only), lib/workflows/testing'],
  ['exports/cdk', 'lib'],
  [
    'adapters',
    'contract, core/**/rules, core/**/ports, core/errors, adapters, zod, jose, dataloader, ipaddr.js, nodemailer, @aws-sdk/*, @smithy/*, node:*',
  ],
  ['lambdas/shell', 'contract, core, adapters, lambdas/shell, zod, @middy/*, aws-lambda (types only), node:*'],
  ['lambdas', 'contract, core, adapters, workflows, lambdas/shell, zod, @aws-sdk/*, aws-lambda (types only), node:*'],
  ['lib', 'contract, lib, cdk.json, aws-cdk-lib, constructs, cdk-nag, esbuild, zod, node:*'],
  ['bin/app.ts, bin/cdk.ts, bin/deploy', 'lib, bin/deploy, aws-cdk, @aws-sdk/*, node:*'],
  [
    'bin/bellhop.ts, bin/run-operator.ts, bin/operator',
    'contract, core, adapters, lib/stage, lib/delivery/concurrency, lib/version, lib/places, lib/workflows/list-workflows, lib/workflows/sample-workflow, lib/workflows/check-workflows (types only), lib/settings, bin/run-operator.ts, bin/operator, commander, csv-parse, zod, @aws-sdk/*, node:*',
  ],
  ['bin/operator/console', 'contract, core, adapters, bin/operator, local, zod, @aws-sdk/*, node:*'],
  [
    'bin/operator/mcp',
    'contract, lib/version, bin/operator, commander, zod, @modelcontextprotocol/server, node:crypto, node:events',
  ],
  [
    'bin/operator/new-workflow',
    'contract, lib/settings, lib/workflows/workflow-sources, bin/operator, commander, typescript, node:*',
  ],
  ['bin/client.ts, bin/client-types.ts', 'bin/client.ts, bin/client-types.ts, esbuild, @swc/core, typescript, node:*'],
  ['bin/openapi.ts, bin/openapi, bin/lint-api.ts', 'contract, bin/openapi, bin/sdk, zod, zod-openapi, node:*'],
  ['bin/installed', 'lib, local, bin/cdk.ts, bin/run-operator.ts, bin/launch, bin/installed, node:*'],
  ['bin/installed/bellhop', 'bin/launch, node:*, (computed)'], // the program beside it, as the package has it
  ['bin/packages', 'lib, bin/client.ts, bin/sdk, bin/packages, esbuild, node:*'],
  ['bin/sdk', 'bin/sdk, esbuild, typescript, node:*'],
  ['bin/sbom.ts, bin/audit', 'bin/audit, node:*'],
  ['bin/docs.ts, bin/docs', 'bin/docs, bin/launch, node:*'],
  ['bin/docs/construct-reference', 'contract, lib/settings, lib/stage, typescript, zod, node:*'],
  ['bin/launch', 'bin/launch, node:*'],
  ['client', 'contract (types only), client, react, vue'],
  ['create', 'create, node:*'],
  ['create/template', 'exports, create/template, zod, react'],
  ['sdk', 'sdk, node:*'],
  [
    'local',
    'contract, core/**/ports (types only), adapters, workflows, lib, bin/client.ts, bin/operator, local, esbuild, zod, @aws-sdk/*, fauxqs, croner, jose, postal-mime, http_ece, smtp-server, aws-lambda (types only), node:*',
  ],
  [
    'local/console, local/demo',
    'contract (types only), local/gateway/local-answers (types only), local/demo-server (types only), local/console, local/demo, client/dist, react, react-dom, uplot',
  ],
  ['local/demo-server', 'local, sdk, zod, node:*'],
  ['samples', 'samples, exports, zod, react'],
  ['test', 'everything'],
];

const tree = projectTree();

test('no file imports what its layer may not', () => {
  expect(checkImports(tree, table)).toEqual([]);
});

test('the layers were really looked at', () => {
  for (const layer of ['contract/', 'core/digests/rules/', 'core/digests/', 'workflows/', 'bin/launch/', 'test/']) {
    expect([...tree.sources.keys()].filter((path) => path.startsWith(layer))).not.toEqual([]);
  }
  expect(tree.packages.size).toBeGreaterThan(0);
});

test('the page says the same', () => {
  expect(documentedTable()).toEqual(table);
});

describe('the check', () => {
  const check = (sources: Record<string, string>) =>
    checkImports(
      {
        sources: new Map(Object.entries(sources)),
        otherFiles: new Set(['contract/a.json']),
        packages: new Set(['zod', '@middy/core']),
      },
      table,
    );

  test.each([
    ['a flow that knows an adapter', 'core/topics/a.ts', 'adapters/b.ts', "import { b } from '../../adapters/b.ts';"],
    [
      'a rule that knows a port',
      'core/topics/rules/a.ts',
      'core/topics/ports/log.ts',
      "import type { Log } from '../ports/log.ts';",
    ],
    ['a handler that knows a handler', 'lambdas/topics/a.ts', 'lambdas/topics/b.ts', "export { b } from './b.ts';"],
    ['infrastructure that knows the local system', 'lib/a.ts', 'local/b.ts', "const b = await import('../local/b.ts');"],
    ['infrastructure that loads a handler', 'lib/a.ts', 'lambdas/topics/b.ts', "require('../lambdas/topics/b.ts');"],
    ['a type reached by import()', 'contract/a.ts', 'core/topics/rules/b.ts', "type B = import('../core/topics/rules/b.ts').B;"],
    ['a page that loads the contract', 'local/console/a.ts', 'contract/b.ts', "import { b } from '../../contract/b.ts';"],
    ["a page that loads the client's sources", 'local/console/a.ts', 'client/b.ts', "import { b } from '../../client/b.ts';"],
    ['a client that loads the contract', 'client/a.ts', 'contract/b.ts', "import { type A, b } from '../contract/b.ts';"],
  ])('finds %s', (_, path, target, text) => {
    expect(check({ [path]: text, [target]: '' })).toEqual([expect.stringContaining(`${path} imports ${target}`)]);
  });

  test.each([
    ['middy outside the shell', 'lambdas/topics/a.ts', "import middy from '@middy/core';"],
    ['chance in a rule', 'core/topics/rules/a.ts', "import { createHash, randomUUID } from 'node:crypto';"],
    ['chance in a rule by way of all', 'core/topics/rules/a.ts', "import * as crypto from 'node:crypto';"],
    ['a package nobody declared', 'contract/a.ts', "import _ from 'lodash';"],
    ['a file that is not there', 'contract/a.ts', "import { b } from './b.ts';"],
    ['a name only known when run', 'lambdas/topics/a.ts', 'await import(process.env.NAME);'],
    ['a module Node does not have', 'lib/a.ts', "import 'node:nothing';"],
  ])('finds %s', (_, path, text) => {
    expect(check({ [path]: text })).toHaveLength(1);
  });

  test('knows the client by the names that pages load it under', () => {
    const text = "import { a } from '/client/index.js'; import { b } from '@bellhop/client/react';";

    expect(check({ 'local/console/a.ts': text })).toEqual([]);
    expect(check({ 'core/rules/a.ts': text })).toHaveLength(2);
  });

  test('finds a file without a layer', () => {
    expect(check({ 'shed/a.ts': '', 'corelike.ts': '' })).toEqual([
      'shed/a.ts belongs to no layer',
      'corelike.ts belongs to no layer',
    ]);
  });

  test('allows what the table allows, and reads no import into text', () => {
    const text = `// import '../lib/x.ts'
      import * as z from 'zod';
      import { createHash } from 'node:crypto';
      import a from '../../../contract/a.json' with { type: 'json' };
      const words = "import x from 'lodash'";`;

    expect(check({ 'core/topics/rules/a.ts': text })).toEqual([]);
  });

  test('lets the browser client take types from the contract', () => {
    const text =
      "import type { B } from '../contract/b.ts'; export type { B } from '../contract/b.ts'; import { type C } from '../contract/b.ts';";

    expect(check({ 'client/a.ts': text, 'contract/b.ts': '' })).toEqual([]);
  });
});
