import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inCommandsOf, refuseScripts } from './package-manager.mjs';
import { questions } from './questions.mjs';
import { sourceOf } from './source-of.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const template = join(here, 'template');

/** npm leaves a `.gitignore` out of what it packs, so it lies in the template under another name. */
const realNames = { _gitignore: '.gitignore' };

/** Writes the template into a folder, with the answers in it; answers the names of its files. */
export function writeProject(folder, { answers, manager, packages }) {
  const source = sourceOf(join(here, 'package.json'), packages); // first, as it may refuse
  const { manifest, files } = refuseScripts(manager);
  const texts = { ...files };
  for (const name of filesUnder(template).sort()) {
    const text = withAnswers(name, inCommandsOf(manager, readFileSync(join(template, name), 'utf8')), answers);
    const real = join(dirname(name), realNames[basename(name)] ?? basename(name));
    texts[real] = name === 'package.json' ? asPackage(text, { name: packageName(basename(folder)), source, manifest }) : text;
  }
  for (const [name, text] of Object.entries(texts)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return Object.keys(texts);
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name))); // `parentPath` came with Node 20.12
}

/** What would end a text, or begin code in it, where the template has words in quotes: code in single ones, snapshots in backticks. */
const marks = { '.ts': /[\\']/g, '.tsx': /[\\']/g, '.snapshot': /\\|`|\$(?=\{)/g };

/** What stands in the place of each answer, all in one go: an answer may have in it what stands for another. */
const answerFor = new Map(questions.flatMap(({ name, standIn }) => (standIn === undefined ? [] : [[standIn, name]])));
const standIns = new RegExp([...answerFor.keys()].map((each) => each.replaceAll('.', '\\.')).join('|'), 'g');

function withAnswers(name, text, answers) {
  const ending = marks[extname(name)];
  const written = (answer) => (ending === undefined ? answer : answer.replaceAll(ending, '\\$&'));
  return text.replaceAll(standIns, (standIn) => written(answers[answerFor.get(standIn)]));
}

function asPackage(text, { name, source, manifest }) {
  const project = JSON.parse(text);
  const dependencies = { ...project.dependencies, bellhop: source };
  return `${JSON.stringify({ ...project, name, dependencies, ...manifest }, null, 2)}\n`;
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
