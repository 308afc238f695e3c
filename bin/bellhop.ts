// npm run bellhop -- … → the operator's command line, for a stack on AWS or the local system
import { runOperator } from './operator/run-operator.ts';

await runOperator();
