// loaded before jest: what V8 made of a text for one file of tests, the files after it in the same process need not make again
import vm from 'node:vm';

/** What V8 made of each text, by the kind and the path of what it is compiled as. */
const kept = new Map();

function find(path, code) {
  const found = kept.get(path);
  return found?.code === code ? found.cachedData : undefined;
}

const { compileFunction, SourceTextModule } = vm;

vm.compileFunction = (code, params, options) => {
  const path = `function(${params}) ${options?.filename}`;
  const cachedData = find(path, code);
  if (cachedData) return compileFunction(code, params, { ...options, cachedData });

  const made = compileFunction(code, params, { ...options, produceCachedData: true });
  kept.set(path, { code, cachedData: made.cachedData });
  return made;
};

vm.SourceTextModule = class extends SourceTextModule {
  constructor(code, options) {
    const path = `module ${options.identifier}`;
    const cachedData = find(path, code);
    super(code, { ...options, ...(cachedData && { cachedData }) });
    if (!cachedData) kept.set(path, { code, cachedData: this.createCachedData() });
  }
};
