import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { bellhopProgram } from '../../bin/operator/program.ts';

type Leaf = { name: string; command: Command };

/** The commands that do something, by all that is typed of them. */
function leavesOf(command: Command, typed = ''): Leaf[] {
  return command.commands.flatMap((each) => {
    const name = `${typed} ${each.name()}`.trim();
    return each.commands.length === 0 ? [{ name, command: each }] : leavesOf(each, name);
  });
}

const leaves = leavesOf(bellhopProgram());
const page = readFileSync(join(import.meta.dirname, '../../docs/command-line.md'), 'utf8');

/** What prints no answer: a page for a browser, a protocol of its own, and a script for a shell. */
const printNoAnswer = new Set(['console', 'mcp', 'completion']);

test('every command prints JSON for machines', () => {
  expect(leaves.length).toBeGreaterThan(20);
  const lacking = leaves.filter(({ command }) => !command.options.some(({ long }) => long === '--json')).map(({ name }) => name);

  expect(lacking).toEqual([...printNoAnswer]);
});

test('every command is on its page', () => {
  const missing = leaves.map(({ name }) => name.split(' ')[0]).filter((word) => !page.includes(`\`${word}`));

  expect(missing).toEqual([]);
});

test('every command that asks about a stage names it in the same way', () => {
  const stages = leaves.flatMap(({ command }) => command.options.filter(({ long }) => long === '--stage'));

  expect(new Set(stages.map(({ argChoices }) => argChoices?.join()))).toEqual(new Set(['dev,staging,prod,local']));
  expect(stages.every(({ mandatory }) => mandatory)).toBe(true);
});
