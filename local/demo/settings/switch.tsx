import { startTransition, useEffect, useOptimistic, useRef } from 'react';

type SwitchProps = {
  label: string;
  isLabelShown?: boolean;
  checked: boolean;
  mixed?: boolean;
  disabled?: boolean;
  change: (on: boolean) => Promise<unknown>;
};

/** Shows a switch, as it was pressed until the server has answered. `mixed`: neither on nor off, as what it stands for differs. */
export function Switch({ label, isLabelShown = false, checked, mixed = false, disabled = false, change }: SwitchProps) {
  const input = useRef<HTMLInputElement>(null);
  const [shown, show] = useOptimistic(checked);
  useEffect(() => {
    if (input.current) input.current.indeterminate = mixed;
  }, [mixed]);
  const press = (on: boolean) =>
    startTransition(async () => {
      show(on);
      await change(on);
    });

  return (
    <label className="switch-field">
      <input
        ref={input}
        type="checkbox"
        className="switch"
        role={mixed ? undefined : 'switch'}
        checked={shown}
        disabled={disabled}
        onChange={({ target }) => press(target.checked)}
      />
      <span className={isLabelShown ? undefined : 'unseen-text'}>{label}</span>
    </label>
  );
}
