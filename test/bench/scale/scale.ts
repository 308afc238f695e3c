import { subscribersPerPage } from '../../../core/topics/fan-out-topic.ts';
import { concurrencyNeed } from '../../../lib/delivery/concurrency.ts';
import { stages } from '../../../lib/stage.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { countTopic } from './count-topic.ts';
import { publishBesidePollers, urgentBesideTopic } from './latency.ts';
import { type Allowance, awsLimits, bottlenecks, messagesInFlight, runsInChain } from './plan-topic.ts';

const counted = 1000;
const sizes = [100_000, 1_000_000];

/**
 * What a topic of many subscribers meets on AWS, extrapolated from what a smaller one takes here; and what others feel of it, measured: an
 * urgent publish beside a topic, and any publish beside many polls.
 */
export async function* scale(): AsyncGenerator<Figure> {
  const topic = await countTopic(counted);
  const { queueConcurrency } = stages.prod;
  const allowance = { queueConcurrency, emailsPerSecond: 14, subscribersPerPage }; // SES's rate in a new account out of the sandbox
  yield figure({
    case: `a topic of ${counted}, counted`,
    measure: 'DynamoDB written',
    value: topic.writeUnits,
    unit: 'write units',
  });
  for (const [partition, value] of [...topic.writes].sort(([, a], [, b]) => b - a).slice(0, 5)) {
    yield figure({ case: `a topic of ${counted}, counted`, measure: `written to ${partition}`, value, unit: 'writes' });
  }
  for (const size of sizes) {
    const name = `a topic of ${size.toLocaleString('en')}, extrapolated`;
    for (const { limit, perSecond, minutes } of bottlenecks(size, topic, allowance)) {
      yield figure({ case: name, measure: limit, value: perSecond, unit: 'subscribers/s' });
      yield figure({ case: name, measure: limit, value: minutes, unit: 'minutes' });
    }
    const runs = runsInChain(size, allowance);
    yield figure({ case: name, measure: 'ingest in one chain', value: runs, unit: 'runs' });
    if (runs > awsLimits.runsInChain && !topic.mayRecur) throw new Error('Lambda would stop the chain: ingest may not recur');
  }
  yield* limitsOfProd(allowance);
  yield* urgentBesideTopic();
  yield* publishBesidePollers();
}

function* limitsOfProd(allowance: Allowance): Generator<Figure> {
  const inFlight = messagesInFlight(allowance);
  yield figure({
    case: 'prod',
    measure: 'in flight in a queue',
    value: inFlight,
    unit: 'messages',
    promise: awsLimits.messagesInFlight,
  });
  const { queues, advised } = concurrencyNeed(allowance);
  yield figure({ case: 'prod', measure: 'functions of the queues at once', value: queues, unit: 'functions' });
  yield figure({ case: 'prod', measure: 'advised concurrency of the account', value: advised, unit: 'functions', promise: 1000 });
}
