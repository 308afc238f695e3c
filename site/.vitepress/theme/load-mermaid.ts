type Mermaid = {
  initialize(settings: Record<string, unknown>): void;
  render(id: string, code: string): Promise<{ svg: string }>;
};

let loaded: Promise<Mermaid> | undefined;

/** Loads mermaid as its own makers have bundled it, once for all drawings: to bundle it again takes a third of the build. */
export function loadMermaid(address: string): Promise<Mermaid> {
  loaded ??= new Promise((done, fail) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => done((window as unknown as { mermaid: Mermaid }).mermaid);
    script.onerror = () => fail(new Error(`${address} could not be loaded`));
    document.head.append(script);
  });
  return loaded;
}
