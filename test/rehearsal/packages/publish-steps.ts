import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../deployment.ts';
import type { Step } from '../step.ts';
import type { Stranger } from './stranger.ts';

const program = `import { Bellhop } from '@bellhop/node';

const { notifications } = await new Bellhop().notifications.publish({
  workflow: 'task-assigned',
  recipients: ['ada'],
  data: { task: 'Sent by Node', assigned_by: 'Grace', link: 'https://app.example.com/tasks/1' },
});
console.log(notifications[0].id);
`;

/** Publishes from an app on Node that has installed the SDK. */
export const nodeSdkSteps: readonly Step<Stranger>[] = [
  {
    name: 'publish by @bellhop/node',
    async run({ place, run, ask }) {
      mkdirSync(place('node-app'));
      writeFileSync(join(place('node-app'), 'package.json'), '{ "name": "node-app", "private": true, "type": "module" }');
      writeFileSync(join(place('node-app'), 'publish.js'), program);
      await run('npm install @bellhop/node', 'node-app');
      return asPublished(await run('node publish.js', 'node-app'), ask);
    },
  },
];

const pythonSdk = join(import.meta.dirname, '../../../sdk/python');
const script = `from bellhop import Bellhop

with Bellhop() as bellhop:
    answer = bellhop.notifications.publish(
        workflow="task-assigned",
        recipients=["ada"],
        data={"task": "Sent by Python", "assigned_by": "Grace", "link": "https://app.example.com/tasks/2"},
    )
print(answer["notifications"][0]["id"])
`;

/** Publishes from an app in Python that has installed the SDK; none while there is no such SDK. */
export const pythonSdkSteps: readonly Step<Stranger>[] = existsSync(pythonSdk)
  ? [
      {
        name: 'publish by the Python package',
        async run({ place, run, ask }) {
          mkdirSync(place('python-app'));
          writeFileSync(join(place('python-app'), 'publish.py'), script);
          await run('python3 -m venv .venv', 'python-app');
          await run(`.venv/bin/python -m pip install --quiet --disable-pip-version-check "${pythonSdk}"`, 'python-app');
          return asPublished(await run('.venv/bin/python publish.py', 'python-app'), ask);
        },
      },
    ]
  : [];

/** Waits for a notification by the id that a program printed. */
async function asPublished(printed: string, ask: Stranger['ask']): Promise<string> {
  const id = printed.trim();
  return eventually(`${id} is Ada's, of the workflow that was published`, async () => {
    const { workflow, user } = await ask(`/v1/notifications/${id}`);
    return workflow === 'task-assigned' && user === 'ada' && `${id} is Ada's`;
  });
}
