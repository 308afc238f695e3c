import { execFile } from 'node:child_process';
import { BlockList } from 'node:net';
import { promisify } from 'node:util';
import * as z from 'zod';
import { CannotStart } from '../stopping.ts';

/** The name by which containers call the machine that runs them: Docker Desktop gives it, elsewhere `--add-host` does. */
export const dockerHostName = 'host.docker.internal';

/** The network that containers are on unless told otherwise: its addresses, and the one that its machine has on it. */
export type Bridge = { subnet: string; gateway: string };

const lineToType = 'npm start -- --docker';

/**
 * Asks Docker what its bridge is.
 * @throws CannotStart with a line that says what to do.
 */
export async function findBridge(docker = 'docker'): Promise<Bridge> {
  const asked = promisify(execFile)(docker, ['network', 'inspect', 'bridge'], { timeout: 20_000 });
  const { stdout } = await asked.catch((error: unknown) => {
    throw new CannotStart(whyNot(error), { cause: error });
  });
  return readBridge(stdout);
}

const Config = z.object({ Subnet: z.string(), Gateway: z.string().optional() });
const Inspected = z.tuple([z.object({ IPAM: z.object({ Config: z.array(Config) }) })]);

/**
 * The bridge in what `docker network inspect bridge` prints. Docker 20.10 leaves the gateway out until the daemon starts for the second
 * time; it is the first address then. https://docs.docker.com/reference/cli/docker/network/inspect/
 */
export function readBridge(inspected: string): Bridge {
  const config = Inspected.safeParse(readJson(inspected)).data?.[0].IPAM.Config.find(({ Subnet }) => Subnet.includes('.'));
  if (config === undefined) {
    throw new CannotStart(
      `Docker has no bridge network with IPv4, which "${lineToType}" needs; see: docker network inspect bridge`,
    );
  }
  return { subnet: config.Subnet, gateway: config.Gateway ?? firstAddress(config.Subnet) };
}

/** Finds the address of this machine in a network: `172.17.0.0/16` → `172.17.0.1` */
function firstAddress(subnet: string): string {
  return subnet.replace(/\d+\/\d+$/, (end) => String(Number.parseInt(end, 10) + 1));
}

/** Whether an IPv4 address lies in a subnet like `172.17.0.0/16`. */
export function isWithin(subnet: string, address: string): boolean {
  const [network = '', prefix] = subnet.split('/');
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), 'ipv4');
  return list.check(address, 'ipv4');
}

function whyNot(error: unknown): string {
  const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
  if (code === 'ENOENT')
    return `"${lineToType}" needs Docker, and there is no command "docker": https://docs.docker.com/get-started/get-docker/`;
  const said = stderr.trim().split('\n').at(-1) || 'it did not answer in time';
  return `"${lineToType}" needs Docker to run, and it does not answer (${said}); start it and try again`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told as what it is: no bridge
  }
}
