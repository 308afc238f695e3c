import type { PreferencesAnswer } from '@bellhop/client';
import { type Channel, channelNames, channels } from '../shell/channels.ts';
import { SettingsCard } from './card.tsx';
import type { Save } from './save.ts';
import { Switch } from './switch.tsx';

type Chosen = PreferencesAnswer['categories'][string];
type Frequency = Exclude<NonNullable<Chosen['digest']>, 'off' | 'varies'>;

const frequencies: Readonly<Record<Frequency, string>> = {
  immediate: 'each at once',
  daily: 'daily digest',
  weekly: 'weekly digest',
  monthly: 'monthly digest',
};

/** Shows each category with its channels, and how often its e-mails come. */
export function Categories({ preferences, save }: { preferences: PreferencesAnswer; save: Save }) {
  const rows = Object.entries(preferences.categories).filter(([, { digest }]) => digest !== undefined);
  const used = channels.filter((channel) => rows.some(([, chosen]) => chosen[channel] !== undefined));
  const varies = rows.some(([, chosen]) => channels.some((channel) => chosen[channel] === 'varies'));
  return (
    <SettingsCard
      title="What reaches you"
      hint={`By kind of notification, and by the way that it comes. ${varies ? 'A dash stands for some of them.' : ''}`}
    >
      <div className="table-scroller">
        <table className="categories">
          <thead>
            <tr>
              <th scope="col">Category</th>
              {used.map((channel) => (
                <th key={channel} scope="col">
                  {channelNames[channel]}
                </th>
              ))}
              <th scope="col">E-mails come</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([category, chosen]) => (
              <Row key={category} {...{ category, chosen, used, save }} />
            ))}
          </tbody>
        </table>
      </div>
    </SettingsCard>
  );
}

function Row({ category, chosen, used, save }: { category: string; chosen: Chosen; used: readonly Channel[]; save: Save }) {
  const name = category.charAt(0).toUpperCase() + category.slice(1).replaceAll(/[_-]/g, ' ');
  const choose = (channel: Channel) => (on: boolean) =>
    save({ categories: { [category]: { [channel]: on ? 'opted_in' : 'opted_out' } } });
  return (
    <tr>
      <th scope="row">
        {name}
        {!chosen.changeable && <span className="muted small"> always on</span>}
      </th>
      {used.map((channel) => (
        <td key={channel} data-channel={channelNames[channel]}>
          {chosen[channel] !== undefined && (
            <Switch
              label={`${name} by ${channelNames[channel]}`}
              checked={chosen[channel] === 'opted_in'}
              mixed={chosen[channel] === 'varies'}
              disabled={!chosen.changeable}
              change={choose(channel)}
            />
          )}
        </td>
      ))}
      <td className="frequency" data-channel="E-mails come">
        <FrequencyField
          name={name}
          digest={chosen.digest}
          change={(digest) => void save({ categories: { [category]: { digest } } })}
        />
      </td>
    </tr>
  );
}

function FrequencyField({ name, digest, change }: { name: string; digest: Chosen['digest']; change: (to: Frequency) => void }) {
  if (digest === 'off') return <span className="muted">not at all</span>;
  return (
    <select aria-label={`How ${name} e-mails come`} value={digest} onChange={({ target }) => change(target.value as Frequency)}>
      {digest === 'varies' && (
        <option value="varies" disabled>
          it varies
        </option>
      )}
      {Object.entries(frequencies).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
