/** What is wrong with a workflow, and where within it. */
export type Fault = { path: (string | number)[]; message: string };
