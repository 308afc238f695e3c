import { createRequire } from 'node:module';

/** A function as its runtime finds it: a bundle and an environment. */
export type Deployed = { name: string; bundle: string; environment: Record<string, string> };

// run as a program of its own: a function's environment is all there is when its bundle is loaded
const require = createRequire(import.meta.url);
const deployed: Deployed[] = JSON.parse(process.argv[2] ?? '[]');

const loaded = deployed.map(({ name, bundle, environment }) => {
  process.env = { AWS_REGION: 'eu-west-1', ...environment };
  delete require.cache[bundle];
  try {
    return [name, typeof require(bundle).handler];
  } catch (error) {
    return [name, String(error)];
  }
});
process.stdout.write(JSON.stringify(loaded));
