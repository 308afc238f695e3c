// bellhop … of the package → the local system, CDK or the checks of the owner's workflows; else the operator's command line
import { commands } from './commands.ts';
import { isOwnTest, testProject } from './test.ts';

const [name = '', ...args] = process.argv.slice(2);

if (Object.hasOwn(commands, name)) await commands[name]?.run(args);
else if (name === 'test' && isOwnTest(args)) await testProject(args);
else await (await import('../run-operator.ts')).runOperator(commands);
