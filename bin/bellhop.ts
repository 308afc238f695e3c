// npm run bellhop -- … → the operator's command line, for a stack on AWS or the local system
import { runOperator } from './run-operator.ts';

await runOperator();
