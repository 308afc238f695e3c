// preloaded: the launcher reads its Node's version from here
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } });
