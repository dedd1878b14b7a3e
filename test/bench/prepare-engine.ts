import { mkdirSync } from 'node:fs';
import { engineWave } from './engine-wave.ts';
import { writeForR } from './r-data.ts';
import { prepareReport } from './report-data.ts';

/**
 * Makes a database for `engine.ts` in a process of its own, and where a folder is named the same rows for R:
 *
 *     node --import tsx test/bench/prepare-engine.ts FILE RESPONSES PAIRS [FOLDER]
 */
const [file = '', responses, pairs, folder] = process.argv.slice(2);
await prepareReport(file, engineWave(Number(responses), Number(pairs)));
if (folder !== undefined) {
  mkdirSync(folder, { recursive: true });
  await writeForR(file, folder);
}
process.stdout.write('{}');
