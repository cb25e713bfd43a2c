// Preloaded (node --import) into the programs that we start: each ends when the process that started it is gone, even by SIGKILL,
// because the channel between them closes. Otherwise an orphan would keep the port, or go on installing.

process.once('disconnect', () => process.exit(1))
// The listener alone would keep a program alive that has finished its work.
process.channel?.unref()
// A program hands these arguments on to the processes that it starts itself, whose channels are none of our business.
const at = process.execArgv.indexOf(import.meta.url)
if (at > 0) process.execArgv.splice(at - 1, 2)
