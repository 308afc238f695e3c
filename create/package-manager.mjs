/** How each package manager is told what the template tells npm. */
const commands = {
  npm: {},
  pnpm: {
    'npm run deploy -- ': 'pnpm run deploy ', // `pnpm deploy` is a command of its own
    'npm run ': 'pnpm run ',
    'npm install bellhop@': 'pnpm add bellhop@',
    'npm ci': 'npx --yes pnpm install --frozen-lockfile',
    'run: npm test': 'run: npx --yes pnpm test',
    'npx bellhop': 'pnpm bellhop',
    'npm install': 'pnpm install',
    'npm update': 'pnpm update',
    'npm start': 'pnpm start',
    'npm test': 'pnpm test',
  },
};

/** The package manager that runs us, as it says of itself; npm when it is another. */
export function findPackageManager({ npm_config_user_agent: said = '' }) {
  return said.startsWith('pnpm/') ? 'pnpm' : 'npm';
}

/** Writes a text's commands as the package manager has them, the longest first. */
export function inCommandsOf(manager, text) {
  const theirs = commands[manager];
  const words = Object.keys(theirs).sort((a, b) => b.length - a.length);
  return words.length === 0 ? text : text.replaceAll(new RegExp(words.join('|'), 'g'), (word) => theirs[word]);
}

/**
 * The package whose install script neither runs, nor has to: esbuild's program comes in a package for each platform. Both managers ask
 * about it otherwise, and pnpm's install fails until it is answered.
 */
const refused = { esbuild: false };

/** Adds what the package manager is told about install scripts: to package.json, or in a file of its own. */
export function refuseScripts(manager) {
  if (manager === 'npm') return { manifest: { allowScripts: refused }, files: {} };
  return { manifest: {}, files: { 'pnpm-workspace.yaml': 'allowBuilds:\n  esbuild: false\n' } };
}
