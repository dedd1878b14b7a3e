import type { Database } from '#db/database.ts';
import type { WaveProblem } from '#reports/weighed-rows.ts';
import { buildReport } from '../actions/build-report.ts';
import { readWave } from '../actions/read-wave.ts';
import type { Translate } from '../i18n/translate.ts';
import { focusOn } from '../views/reports/focus.ts';
import { warningInWords } from '../views/reports/warnings.ts';
import { surveyNamed, waveNamed } from './lookups.ts';
import { Refusal, UsageError } from './refusal.ts';

/** Whether a file is to be JSON or a table. @throws UsageError for any other ending */
export function documentKind(file: string): 'json' | 'csv' {
  const kind = /\.(json|csv)$/i.exec(file)?.[1]?.toLowerCase();
  if (kind === 'json' || kind === 'csv') return kind;
  throw new UsageError('cli.usage.kind', { file, endings: '.json, .csv' });
}

/** One of some words, as an option gives it. @throws UsageError for any other */
export function oneOf<const W extends string>(option: string, text: string, allowed: readonly W[]): W {
  const found = allowed.find((word) => word === text);
  if (found === undefined)
    throw new UsageError('cli.usage.oneOf', { option, text, allowed: allowed.join(', ') });
  return found;
}

/** A wave by the names of the command line. @throws Refusal when there is none */
export async function waveToAnalyse(db: Database, slug: string, key: string) {
  await waveNamed(db.read, await surveyNamed(db.read, slug), key);
  const wave = await readWave({ db }, slug, key);
  if (wave === null) throw new Refusal('cli.report.notPublished', { survey: slug });
  return wave;
}

/** Why a wave has no figures, as its report says it too. */
export async function withoutFigures(
  db: Database,
  slug: string,
  wave: string,
  problem: WaveProblem,
  t: Translate,
): Promise<Refusal> {
  if (problem.code === 'unanswered') return new Refusal('cli.report.noAnswers', { wave });
  const report = await buildReport({ db }, slug);
  const own = report?.waves.find(({ key }) => key === wave);
  const focus = report && own ? focusOn(report, own, t) : null;
  const reasons = focus ? problem.reasons.map((reason) => warningInWords(reason, focus)) : [];
  return new Refusal('cli.analysis.notWeighted', { wave, reasons: reasons.join(' ') });
}
