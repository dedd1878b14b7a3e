import { writeFileSync } from 'node:fs';

/** Preloaded with `--import`, writes to `PEAK_MEMORY_FILE` the most memory the process ever held, in bytes. */
const file = process.env.PEAK_MEMORY_FILE;
if (file !== undefined) {
  process.once('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS * 1024)));
}
