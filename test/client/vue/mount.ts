import { type Component, createRenderer } from 'vue';

/** Vue's own renderer where there is no document: components run, and what they draw goes nowhere. */
const { createApp } = createRenderer<object, object>({
  createElement: () => ({}),
  createText: () => ({}),
  createComment: () => ({}),
  insert: () => {},
  remove: () => {},
  patchProp: () => {},
  setText: () => {},
  setElementText: () => {},
  parentNode: () => null,
  nextSibling: () => null,
});

/** Mounts a component; answers how to end that. What Vue complains of, either throws. */
export function mount(component: Component): () => void {
  const app = createApp(component);
  const complaints: unknown[] = [];
  app.config.errorHandler = (error) => complaints.push(error);
  app.config.warnHandler = (message) => complaints.push(new Error(message));
  const told = () => {
    if (complaints.length > 0) throw complaints[0];
  };
  app.mount({});
  told();
  return () => {
    app.unmount();
    told();
  };
}
