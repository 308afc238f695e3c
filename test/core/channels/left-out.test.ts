import { addChannelBehaviour, behaviourOf, isOff } from '../../../core/channels/rules/behaviours.ts';
import { repairApproved } from '../../../workflows/repair-approved/workflow.ts';

test('a channel whose copy was left out of a function is off in it, whatever its workflow says', () => {
  const push = behaviourOf('push');
  const { write: _, ...left } = push.copy;
  expect(isOff(repairApproved, 'push')).toBe(false);

  addChannelBehaviour('push', { ...push, copy: left as never });
  try {
    expect(isOff(repairApproved, 'push')).toBe(true);
  } finally {
    addChannelBehaviour('push', push);
  }
});
