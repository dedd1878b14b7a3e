import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from '#db/sqlite.ts';
import { createReportSource } from './report-source.ts';
import type { Answer, Question } from './worker-source.ts';

const db = openSqlite((workerData as { databaseFile: string }).databaseFile);
const reports = createReportSource(db);

async function answerTo({ id, slug }: Question): Promise<Answer> {
  try {
    return { id, report: await reports.reportOf(slug) };
  } catch (error) {
    return { id, error };
  }
}

parentPort?.on('message', (question: Question) => {
  void answerTo(question).then((answer) => parentPort?.postMessage(answer));
});
