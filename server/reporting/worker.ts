import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { isUnavailable } from '#db/errors.ts';
import { openSqlite } from '#db/sqlite.ts';
import { createReportBuilder } from './report-source.ts';
import type { Answer, Found, Question } from './worker-source.ts';

const db = openSqlite((workerData as { databaseFile: string }).databaseFile);
const reports = createReportBuilder(db);

async function answerTo(question: Question): Promise<Answer> {
  const { id } = question;
  try {
    return { id, found: await found(question) };
  } catch (error) {
    return { id, error };
  }
}

function found(question: Question): Promise<Found> {
  const { slug } = question;
  switch (question.what) {
    case 'report':
      return reports.reportOf(slug, question.part);
    case 'analysis':
      return reports.analysisOf(slug, question.wave);
    case 'comments':
      return reports.commentsOf(slug, question.query);
    case 'fieldwork':
      return reports.fieldworkOf(slug, question.wave, question.target);
    case 'quality':
      return reports.qualityOf(slug, question.wave, question.part);
    case 'judged':
      return reports.judgedOf(slug, question.wave, question.ids);
  }
}

parentPort?.on('message', (question: Question) => {
  void answerTo(question).then((answer) => parentPort?.postMessage(answer));
});

/** Milliseconds between two readings of what has come in. */
const pause = 60_000;

/** Goes on for as long as the thread lives; what makes a reading impossible for good ends the thread. */
async function keepUp(): Promise<never> {
  for (;;) {
    await delay(pause);
    try {
      await reports.keepUp();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  }
}

void keepUp();
