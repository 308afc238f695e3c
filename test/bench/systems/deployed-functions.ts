import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Endpoints, localRegion } from '../../../local/endpoints.ts';
import { bundleName, environmentOf, handlerPath } from '../../../local/functions/functions.ts';
import { type Synthesized, synthesisFolder, synthesize } from '../../../local/synthesize.ts';
import { type Blueprint, readTemplate } from '../../../local/template/blueprint.ts';
import { friendlyFunctionName } from '../../../local/template/friendly-name.ts';
import { localAccountId } from '../../../local/template/lookup.ts';
import { scratchFolder } from '../measure/scratch-folder.ts';

/** A function as it deploys: its bundle and its whole environment. */
export type DeployedFunction = { name: string; handler: string; bundle: string; environment: Record<string, string> };

/** What would deploy, with everything in it resolved to these addresses. */
export async function readDeployment(endpoints: Endpoints): Promise<Pick<Synthesized, 'assetFolder'> & { blueprint: Blueprint }> {
  const { template, stackName, assetFolder } = await synthesize(synthesisFolder);
  const place = { stackName, region: localRegion, accountId: localAccountId, apiUrl: endpoints.api, queuesUrl: endpoints.queues };
  return { assetFolder, blueprint: readTemplate(template, place) };
}

/** Every function that would deploy, its bundle in a folder with nothing else around it, as on Lambda; named by its place in the stack, or by its handler where two places have one name. */
export async function deployedFunctions(endpoints: Endpoints): Promise<DeployedFunction[]> {
  const { assetFolder, blueprint } = await readDeployment(endpoints);
  const folder = scratchFolder();
  const places = blueprint.functions.map(({ path }) => friendlyFunctionName(path));
  return blueprint.functions.map((resource, n) => {
    const [handler, place = ''] = [handlerPath(resource), places[n]];
    const name = places.indexOf(place) === places.lastIndexOf(place) ? place : basename(handler);
    cpSync(assetFolder(bundleName(resource)), join(folder, name), { recursive: true });
    const environment = environmentOf(resource, endpoints);
    return { name, handler, bundle: join(folder, name, 'index.js'), environment };
  });
}
