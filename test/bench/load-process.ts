import { type Load, runLoad } from './load.ts';

/** The load generator in a process of its own: a `Load` in, a `LoadResult` out, both as JSON. */
const load: Load = JSON.parse(process.argv[2] ?? '');
process.stdout.write(JSON.stringify(await runLoad(load)));
