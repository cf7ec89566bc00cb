// pg asks where it runs: by the name, as Node 21 and newer have it, and otherwise by making a `Response`, which loads
// nine megabytes that nothing here uses.
if (!('navigator' in globalThis)) {
  Object.defineProperty(globalThis, 'navigator', { value: { userAgent: `Node.js/${process.version}` } })
}

export {}
