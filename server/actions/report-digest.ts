import { formulasVersion } from '#reports/formulas-version.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import type { Report, WaveReport } from '#reports/report.ts';
import { digestOf } from '../reporting/row-digest.ts';

/** What the figures of a wave rest on, as one SHA-256: its rows in any order, its questionnaire, plan, frame and draw. */
export function waveDigests(
  wave: Pick<
    WaveInput,
    | 'key'
    | 'definition'
    | 'version'
    | 'plan'
    | 'populations'
    | 'frame'
    | 'draw'
    | 'opensAt'
    | 'closesAt'
    | 'openAnswers'
  >,
  rows: string,
): NonNullable<WaveReport['digests']> {
  const { key, definition, version, plan, populations, frame, draw, opensAt, closesAt, openAnswers } = wave;
  const questionnaire = digestOf(definition);
  // when a list came in and a sample was drawn is no part of what figures rest on
  const { importedAt: _, ...listed } = frame ?? {};
  const { drawnAt: __, ...drawn } = draw ?? {};
  const sample = {
    populations: Object.fromEntries(populations),
    listed,
    drawn,
    opensAt,
    closesAt,
    openAnswers,
  };
  return { questionnaire, data: digestOf({ key, questionnaire, version, plan, sample, rows }) };
}

/** What the figures of a report rest on, as one SHA-256: its waves, its plan, what was decided of series, and the formulas. */
export function reportDigest(
  waves: readonly Pick<WaveReport, 'digests'>[],
  plan: Report['plan'],
  seriesDecisions: Report['seriesDecisions'],
): string {
  return digestOf({
    formulas: formulasVersion,
    waves: waves.map(({ digests }) => digests?.data ?? null),
    plan,
    seriesDecisions: seriesDecisions.map(({ version, item, continues }) => [version, item, continues]),
  });
}
