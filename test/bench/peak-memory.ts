import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The most memory this process ever held, in bytes. Linux's "high water mark", since what `resourceUsage` says begins
 * with the memory of whoever started the process.
 */
export function peakMemory(): number {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  if (kibibytes === undefined) throw new Error('The system does not say how much memory was held');
  return Number(kibibytes) * 1024;
}

/** Preloaded with `--import`, writes the peak to `PEAK_MEMORY_FILE` when the process ends. */
const file = process.env.PEAK_MEMORY_FILE;
if (file !== undefined) process.once('exit', () => writeFileSync(file, String(peakMemory())));
