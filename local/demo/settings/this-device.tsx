import type { PushState } from '@bellhop/client/push';
import { useEffect, useState } from 'react';
import type { SignedIn } from '../../demo-server/repair.ts';
import { findDevice, turnOff, turnOn } from '../push/device.ts';
import { firstNameOf, otherThan } from '../shell/people.ts';
import { SettingsCard } from './card.tsx';
import { Switch } from './switch.tsx';

const why: Readonly<Record<PushState, string>> = {
  off: 'Your browser asks for leave when you switch it on.',
  on: 'On this machine the local push service takes the messages, and this tab shows them. Deployed, the browser’s own push service shows them with no tab open.',
  denied: 'You have refused notifications of this site; your browser’s settings change that.',
  unsupported: 'This browser has no push messages.',
};

/** Switches push messages on this device on and off. Nobody is asked for leave before they press it. */
export function ThisDevice({ user }: { user: SignedIn }) {
  const [state, setState] = useState<PushState>();
  const [problem, setProblem] = useState('');
  useEffect(() => void findDevice(user).then(setState), [user]);
  const change = async (on: boolean) => {
    try {
      setState(await (on ? turnOn(user) : turnOff(user)));
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <SettingsCard title="This device" hint={state && hintOf(state, user)}>
      <Switch
        label="Notify me on this device"
        isLabelShown
        checked={state === 'on'}
        disabled={state === undefined || state === 'denied' || state === 'unsupported'}
        change={change}
      />
      <p role="alert" className="problem">
        {problem}
      </p>
    </SettingsCard>
  );
}

/** Says what a state means; of a device that is on also what rings it, as most of what happens on the board does not. */
function hintOf(state: PushState, user: SignedIn): string {
  return state === 'on' ? `${why.on} Try it: have ${firstNameOf(otherThan(user))} approve a repair of yours.` : why[state];
}
