import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../../../bin/operator/doctor/check.ts';
import { type Diagnosis, diagnose } from '../../../bin/operator/doctor/diagnose.ts';
import { type Facts, gatherFacts } from '../../../bin/operator/doctor/facts.ts';
import { type Recordings, startAwsDouble } from './aws-double.ts';

/** What AWS answers of a deployment that is in order. */
export const inOrder: typeof import('./in-order.json') = JSON.parse(
  readFileSync(join(import.meta.dirname, 'in-order.json'), 'utf8'),
);

/** What is not as in a deployment that is in order. */
export type Changes = {
  answers?: Recordings;
  txt?: Record<string, string[][] | string>;
  now?: string;
  date?: string;
  stage?: string;
};

/** A deployment as AWS tells of it, looked at by the real SDK clients. */
export type Deployment = Awaited<ReturnType<typeof startDeployment>>;

const now = '2026-11-29T12:00:00Z';
const txt: NonNullable<Changes['txt']> = { '_dmarc.example.com': [['v=DMARC1; p=quar', 'antine; rua=mailto:d@example.com']] };

/** Starts one for a file of tests; the SDK's own settings send every client there. */
export async function startDeployment() {
  const double = await startAwsDouble();
  const env = { AWS_ENDPOINT_URL: double.endpoint, AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  Object.assign(process.env, env);
  return {
    double,
    stop: double.stop,

    facts,

    /** Runs checks against it, with some things changed. */
    diagnose: (checks: readonly Check[], changes: Changes = {}): Promise<Diagnosis[]> => diagnose(checks, facts(changes)),
  };

  /** What is known of it, with some things changed. */
  function facts(changes: Changes = {}): Facts {
    const { $comment, ...answers } = inOrder;
    double.answers = { ...(answers as Recordings), ...changes.answers };
    double.date = new Date(changes.date ?? changes.now ?? now);
    return gatherFacts(changes.stage ?? 'prod', outside(changes));
  }
}

function outside(changes: Changes) {
  const records = changes.txt ?? txt;
  return {
    now: () => new Date(changes.now ?? now),
    knowsHost: async (name: string) => name !== 'api.example.com', // nobody has added its record
    resolveTxt: async (name: string) => {
      const answer = records[name] ?? 'ENOTFOUND';
      if (typeof answer === 'string') throw Object.assign(new Error(`queryTxt ${answer} ${name}`), { code: answer }); // as node:dns does
      return answer;
    },
  };
}

/** An error as AWS answers it. */
export function refusal(code: string, message: string, status = 400) {
  return { $error: { code, message, status } };
}
