import { type Plan, plan } from '#reports/plan.ts';
import { measured } from './questionnaires.ts';
import { ratings } from './ratings.ts';
import type { WaveToReport } from './report-data.ts';

/** Design weights raked to three margins, and twelve segments beside the whole. */
const enginePlan: Plan = plan.parse({
  weighting: { calibration: { method: 'raking', margins: ['stratum', 'region', 'tenure'] } },
  segments: ['abc', 'market', 'region', 'tenure'],
});

/** The wave that the measuring engine is measured with. */
export function engineWave(responses: number, pairs: number): WaveToReport {
  const definition = measured(pairs);
  return {
    responses,
    definition,
    plan: enginePlan,
    answers: (random, known) => ratings(random, definition, known),
  };
}
