import { type ComputedRef, computed, onScopeDispose, shallowRef } from 'vue';

/** Each field of a state as a ref, which changes with it. */
export type Refs<State> = { readonly [Field in keyof State]-?: ComputedRef<State[Field]> };

type Source<State> = { getState(): State; subscribe(listener: () => void): () => void };

/** Follows a state for as long as the component, or another scope of effects, lasts. `fields` names all there may be. */
export function refsOf<State extends object>(
  { getState, subscribe }: Source<State>,
  fields: Record<keyof State, true>,
): Refs<State> {
  const state = shallowRef(getState());
  onScopeDispose(subscribe(() => (state.value = getState())));
  const names = Object.keys(fields) as (keyof State)[];
  return Object.fromEntries(names.map((name) => [name, computed(() => state.value[name])])) as Refs<State>;
}
