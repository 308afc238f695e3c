import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { channelNames } from '../../contract/channels/channels.ts';
import { projectTree } from './project-tree.ts';

/** More than these are not looked over at once. */
const mostFiles = 25;
const layers = ['contract', 'core', 'adapters', 'lambdas', 'lib', 'test', 'local', 'bin', 'client', 'create', 'sdk', 'workflows'];

/** What the system can do. A capability has the same folder name in every layer. */
const capabilities = [
  'access',
  'batches',
  'broadcasts',
  'cancellation',
  'channels',
  'delivery',
  'digests',
  'dry-run',
  'events',
  'experiments',
  'feedback',
  'http',
  'message-log',
  'operations',
  'planning',
  'preferences',
  'publishing',
  'schedules',
  'scheduling',
  'statistics',
  'suppressions',
  'tenants',
  'time',
  'topics',
  'users',
  'webhooks',
  'workflows',
];

/** Where there is a folder a capability, and what else stands beside them there. */
const besideCapabilities: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  core: [],
  'adapters/dynamodb': ['table'],
  'adapters/memory': [],
  lambdas: ['shell'],
  lib: ['app', 'handlers', 'settings'],
  'test/contract': [],
  'test/core': [],
  'test/adapters': ['providers', 'table'],
  'test/lib': ['__snapshots__', 'app', 'handlers', 'settings'],
};

const { sources, otherFiles } = projectTree();
const files = [...sources.keys(), ...otherFiles];

/** The names of the folders in a folder. */
function foldersIn(folder: string): string[] {
  const below = files.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1).split('/'));
  return [...new Set(below.flatMap(([name = '', ...rest]) => (rest.length > 0 ? [name] : [])))].sort();
}

test.each(layers)('no folder of %s holds more files than one looks over at once', (layer) => {
  const folders = Map.groupBy(
    files.filter((path) => path.startsWith(`${layer}/`)),
    (path) => posix.dirname(path),
  );

  expect(folders.size).toBeGreaterThan(0);
  expect([...folders].filter(([, inside]) => inside.length > mostFiles).map(([folder]) => folder)).toEqual([]);
});

test('core has every capability', () => {
  expect(foldersIn('core')).toEqual(capabilities);
});

test.each(Object.entries(besideCapabilities))('the folders of %s are named for capabilities', (layer, others) => {
  const names = foldersIn(layer);

  expect(names).not.toEqual([]);
  expect(names.filter((name) => !capabilities.includes(name) && !others.includes(name))).toEqual([]);
});

test.each(Object.keys(besideCapabilities))('the folders in %s/channels are named for channels', (layer) => {
  const names: string[] = [...channelNames(), 'rules'];

  expect(foldersIn(`${layer}/channels`).filter((name) => !names.includes(name))).toEqual([]);
});

test('folders of channels were really looked at', () => {
  expect(foldersIn('core/channels')).toEqual(expect.arrayContaining(channelNames()));
});

test('the architecture page names files of core that are there, where it says in which order a notification passes them', () => {
  const page = readFileSync('docs/architecture.md', 'utf8');
  const code = page.split('\n').filter((line) => line.startsWith('- **Code:**'));
  const names = code.flatMap((line) => [...line.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, name = '']) => name));
  const there = new Set(
    [...sources.keys()].filter((path) => path.startsWith('core/')).map((path) => posix.basename(path, '.ts')),
  );

  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !there.has(name))).toEqual([]);
});
