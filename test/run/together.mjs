// what jest runs a file with in `npm test`: its group runs in its place, each file in a `describe` that is named after it
import { relative } from 'node:path';
import circus from 'jest-circus/runner'; // CommonJS
import { filesOf, testsFolder } from './groups.ts';
import { saidBy } from './said.ts';

export default function runTogether(globalConfig, config, environment, runtime, path, send) {
  const files = filesOf(path);
  const importModule = runtime.unstable_importModule.bind(runtime);
  if (files.length > 1)
    runtime.unstable_importModule = (file, ...more) => (file === path ? importAll() : importModule(file, ...more));

  async function importAll() {
    for (const file of files) {
      const said = await saidBy(() => importModule(file), environment.global);
      if (said.length === 0) throw new Error(`${file} has no tests`);
      environment.global.describe(relative(testsFolder, file), () => {
        for (const say of said) say();
      });
    }
  }

  return circus.default(globalConfig, config, environment, runtime, path, send);
}
