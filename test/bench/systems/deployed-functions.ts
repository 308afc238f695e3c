import { cpSync } from 'node:fs';
import { join } from 'node:path';
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

/** Every function that would deploy, its bundle in a folder with nothing else around it, as on Lambda. */
export async function deployedFunctions(endpoints: Endpoints): Promise<DeployedFunction[]> {
  const { assetFolder, blueprint } = await readDeployment(endpoints);
  const folder = scratchFolder();
  return blueprint.functions.map((resource) => {
    const name = friendlyFunctionName(resource.path);
    cpSync(assetFolder(bundleName(resource)), join(folder, name), { recursive: true });
    const environment = environmentOf(resource, endpoints);
    return { name, handler: handlerPath(resource), bundle: join(folder, name, 'index.js'), environment };
  });
}
