import { type App, Stack } from 'aws-cdk-lib';
import { Alarms } from './alarms.ts';
import { Api } from './api.ts';
import { stackNameOf } from './bare-stack.ts';
import { Bill } from './bill.ts';
import { Bus } from './bus.ts';
import { Delivery } from './delivery.ts';
import type { CodeOf } from './door.ts';
import { Feedback } from './feedback.ts';
import { HttpDoors } from './http-doors.ts';
import { Intake } from './intake.ts';
import { addOutputs } from './outputs.ts';
import type { OwnerSettings } from './owner-settings.ts';
import { Schedules } from './schedules.ts';
import { stageOf } from './stage-of.ts';
import { Storage } from './storage.ts';
import { TokenSecret } from './token-secret.ts';
import { UnsubscribeSecret } from './unsubscribe-secret.ts';
import { Watch } from './watch.ts';

/** The whole system, as a table of contents. */
export class BellhopStack extends Stack {
  constructor(app: App, { owner, codeOf }: { owner: OwnerSettings; codeOf: CodeOf }) {
    const stage = stageOf(owner);
    super(app, stackNameOf(owner.stage), {
      description: 'Bellhop: notifications as inbox, e-mail and SMS',
      terminationProtection: stage.terminationProtection,
    });

    const alarms = new Alarms(this, 'Alarms', { stage, owner });
    new Bill(this, 'Bill', { owner });
    const storage = new Storage(this, 'Storage', { stage, owner });
    const tokenSecret = new TokenSecret(this, { stage, owner });
    const unsubscribeSecret = new UnsubscribeSecret(this, { stage });

    const delivery = new Delivery(this, 'Delivery', { stage, owner, codeOf, alarms, storage, unsubscribeSecret });
    const intake = new Intake(this, 'Intake', { stage, owner, codeOf, storage, delivery });
    const feedback = new Feedback(this, 'Feedback', { stage, codeOf, storage, intake, sender: delivery.sender });
    const bus = new Bus(this, 'Bus', { stage, intake });
    const doors = new HttpDoors(this, 'Doors', {
      stage,
      owner,
      codeOf,
      storage,
      intake,
      delivery,
      tokenSecret,
      unsubscribeSecret,
    });
    const api = new Api(this, 'Api', { stage, owner, doors });
    delivery.linkTo(api);
    const schedules = new Schedules(this, 'Schedules', { stage, codeOf, storage, intake });
    const watch = new Watch(this, 'Watch', { owner, alarms, api, bus, delivery, feedback, intake, schedules, storage });

    addOutputs(this, { stage, owner, alarms, api, bus, feedback, intake, delivery, schedules, storage, watch });
  }
}
