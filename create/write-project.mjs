import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inCommandsOf } from './package-manager.mjs';
import { questions } from './questions.mjs';
import { sourceOf } from './source-of.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const template = join(here, 'template');

/** npm leaves a `.gitignore` out of what it packs, so it lies in the template under another name. */
const realNames = { _gitignore: '.gitignore' };

/** Writes the template into a folder, with the answers in it; answers the names of its files. */
export function writeProject(folder, { answers, manager, packages }) {
  const source = sourceOf(join(here, 'package.json'), packages); // first, as it may refuse
  const names = filesUnder(template).sort();
  for (const name of names) {
    const text = withAnswers(name, inCommandsOf(manager, readFileSync(join(template, name), 'utf8')), answers);
    const file = join(folder, dirname(name), realNames[basename(name)] ?? basename(name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, name === 'package.json' ? asPackage(text, basename(folder), source) : text);
  }
  return names;
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name))); // `parentPath` came with Node 20.12
}

/** Code has the words in single quotes, which an answer must not end. */
function withAnswers(name, text, answers) {
  const isCode = ['.ts', '.tsx'].includes(extname(name));
  const written = (answer) => (isCode ? answer.replaceAll(/[\\']/g, '\\$&') : answer);
  return questions
    .filter(({ standIn }) => standIn !== undefined)
    .reduce((so, { name: answer, standIn }) => so.replaceAll(standIn, () => written(answers[answer])), text);
}

function asPackage(text, folder, source) {
  const project = JSON.parse(text);
  const dependencies = { ...project.dependencies, bellhop: source };
  return `${JSON.stringify({ ...project, name: packageName(folder), dependencies }, null, 2)}\n`;
}

/** https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name; a package cannot depend on one of its own name. */
function packageName(folder) {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '')
    .replace(/-+$/, '')
    .slice(0, 200);
  return name === '' || name === 'bellhop' ? 'my-notifications' : name;
}
