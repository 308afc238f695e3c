// docs/openapi.json → sdk/python: types, routes, problems, and the client that does not wait; `npm run openapi` writes them
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type ApiDocument, serverPart } from '../generate.ts';
import { Definitions } from './definitions.ts';
import { type PythonOperation, printPythonArguments, printPythonRoutes, pythonOperations, schemasOf } from './operations.ts';
import { printPythonProblems } from './problems.ts';
import type { Schema } from './python-type.ts';
import { syncOf } from './sync.ts';

const folder = join(import.meta.dirname, '../../../sdk/python/bellhop');

const typesHead = `"""Has the shapes of what is sent and answered. Written by \`npm run openapi\`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias, TypedDict

if sys.version_info >= (3, 11):
    from typing import NotRequired
else:
    from typing_extensions import NotRequired

from ._options import CallOptions, ChangeOptions, OnceOptions

`;

/** Every file of the Python package that is not written by hand, by its name in the package. */
export function pythonFiles(document: ApiDocument): Map<string, string> {
  const part = serverPart(document);
  const operations = pythonOperations(document);
  const schemas = schemasOf(part);
  const written = globSync('_async/*.py', { cwd: folder }).map((name) => basename(name));
  return new Map([
    ['types.py', `${typesHead}\n${printTypes(operations, schemas)}\n\n${printPythonArguments(operations, schemas)}`],
    ['_routes.py', printPythonRoutes(operations)],
    ['problems.py', printPythonProblems(schemas.Problem, titlesOf(document))],
    ...written.sort().map((name) => [`_sync/${name}`, syncOf(readFileSync(join(folder, '_async', name), 'utf8'))] as const),
  ]);
}

/** Finds what each problem is called, by the examples of it. */
function titlesOf(document: ApiDocument): Record<string, string> {
  const titles: Record<string, string> = {};
  JSON.stringify(document, (_, value) => {
    if (typeof value?.code === 'string' && typeof value.title === 'string') titles[value.code] = value.title;
    return value;
  });
  return titles;
}

/** Prints each schema; with a publish that leaves out what the decorated function of a workflow is for. */
function printTypes(operations: readonly PythonOperation[], schemas: Record<string, Schema>): string {
  const definitions = new Definitions();
  const answered = reached(['Event', 'Problem', ...operations.flatMap(({ answer }) => answer ?? [])], schemas);
  for (const [name, schema] of Object.entries(schemas)) definitions.define(name, schema, !answered.has(name));
  const { workflow, ...properties } = schemas.PublishRequest?.properties ?? {};
  if (workflow === undefined) throw new Error('a publish has no workflow');
  definitions.define('Publication', { properties, description: 'A publish without its workflow' }, true);
  return definitions.print();
}

/** Finds the schemas that some lead to, and these. */
function reached(names: readonly string[], schemas: Record<string, Schema>): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, next = ''] of JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g)) visit(next);
  };
  for (const name of names) visit(name);
  return found;
}

/** Writes what the Python package takes from the document, and from its client that waits. */
export function writePython(document: ApiDocument): void {
  for (const [name, text] of pythonFiles(document)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

if (import.meta.main) writePython(JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8')));
