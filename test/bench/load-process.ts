import { type Load, runLoad } from './load.ts';

/**
 * The load generator in a process of its own: a `Load` in, a `LoadResult` out, both as JSON. It stops early when its
 * standard input ends.
 */
const load: Load = JSON.parse(process.argv[2] ?? '');
const stop = new AbortController();
process.stdin.on('end', () => stop.abort()).resume();
process.stdout.write(JSON.stringify(await runLoad(load, stop.signal)), () => process.exit());
