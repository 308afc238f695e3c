import { inCommandsOf } from './package-manager.mjs';

/** What is printed at the end: what there is, and what to type now. */
export function nextSteps(folder, files, manager) {
  const into = /^[\w./~-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`;
  const commands = inCommandsOf(manager, 'npm install\n  npm start');
  return `Wrote ${files.length} files into ${folder}. Next:

  ${folder === '.' ? '' : `cd ${into}\n  `}${commands}

Then ${folder === '.' ? '' : `${folder}/`}README.md has the rest: your first workflow, tests, the deploy.
`;
}
