// Read by every Node back to 14, so that the sentence below is what its owner sees: no syntax and no modules newer than that.

/** Ends the process with one sentence when this Node is too old. */
export function refuseOldNode() {
  const parts = process.versions.node.split('.').map(Number)
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) return
  console.error(
    'Attn needs Node 20.19 or newer and this is ' +
      process.versions.node +
      ': install a newer one from https://nodejs.org.',
  )
  process.exit(1)
}
