import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../shared/reference/', import.meta.url);

/** Whether the reference data and R's results lie beside the project. */
export const hasReference: boolean = existsSync(folder);

if (!hasReference) {
  // Said by every test file that would compare, so that nobody mistakes a skipped test for a passed one.
  process.stderr.write(`Not compared: the reference data is not at ${fileURLToPath(folder)}\n`);
}

/** The path of a file of the reference data, such as `data/mobi.csv`. */
export function referenceFile(name: string): string {
  return fileURLToPath(new URL(name, folder));
}

// biome-ignore lint/suspicious/noExplicitAny: results of R, read by path
export type Golden = any;

/** R's results by the name of their file. */
export function golden(name: string): Golden {
  return JSON.parse(readFileSync(referenceFile(`golden/${name}.json`), 'utf8'));
}
