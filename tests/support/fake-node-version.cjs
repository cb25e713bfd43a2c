// Preloaded (node -r) to let a program believe that it runs on the Node of FAKE_NODE_VERSION.
Object.defineProperty(process.versions, 'node', { value: process.env.FAKE_NODE_VERSION })
