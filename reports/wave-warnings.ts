import { dispositions } from '#surveys/sampling/dispositions.ts';
import { knownVariables } from './dataset.ts';
import type { WaveInput } from './measure-wave.ts';
import { stratumVariable } from './plan.ts';
import type { Warning } from './report.ts';
import { strataOf } from './sample-account.ts';
import { lonelyStrata } from './sampling-error/strata-factors.ts';
import type { WeightedWave } from './weighted-wave.ts';

/** What a reader of a measured wave has to know beyond what its weighting found. */
export function waveWarnings(
  wave: WaveInput,
  weighted: WeightedWave,
  base: 'design' | 'given' | 'equal',
): Warning[] {
  return [
    ...baseWarnings(wave, base),
    ...lonelyWarnings(weighted),
    ...unrepresentedStrata(wave),
    ...unevenResponse(wave, base),
    ...ineligibleInTotals(wave),
    ...unknownSegments(wave),
  ];
}

function baseWarnings({ plan }: WaveInput, base: string): Warning[] {
  return base === 'equal' && plan.weighting.base === 'design'
    ? [{ code: 'population-unknown' as const, params: {} }]
    : [];
}

function lonelyWarnings({ design, strata }: WeightedWave): Warning[] {
  return lonelyStrata(design.stage).map((stratum) => ({
    code: 'lonely-stratum',
    params: { stratum: strata[stratum] ?? '' },
  }));
}

/** Strata of the population that no answer comes from, so that the figures do not speak for them by themselves. */
function unrepresentedStrata(wave: WaveInput): Warning[] {
  return strataOf(wave).flatMap(({ stratum, population, respondents }): Warning[] =>
    population !== null && population > 0 && respondents === 0
      ? [{ code: 'stratum-without-answers', params: { stratum, population } }]
      : [],
  );
}

/** Counts of the frame include customers like those who turned out not to belong; calibration puts them back. */
function ineligibleInTotals({ plan, dataset }: WaveInput): Warning[] {
  if (plan.weighting.calibration === undefined) return [];
  const place = dispositions.indexOf('notEligible');
  const customers = dataset.outcomes.reduce((sum, counts) => sum + (counts[place] ?? 0), 0);
  return customers === 0 ? [] : [{ code: 'calibrated-with-ineligible', params: { customers } }];
}

function unknownSegments({ plan, dataset, warnings }: WaveInput): Warning[] {
  const known = knownVariables(dataset);
  const isExplained = (variable: string) =>
    warnings.some(({ code, params }) => code === 'anonymous-variable' && params.variable === variable);
  return plan.segments
    .filter((variable) => variable !== stratumVariable && !Object.hasOwn(known, variable))
    .filter((variable) => !isExplained(variable))
    .map((variable) => ({ code: 'segment-unknown', params: { variable } }));
}

/** How far the response of strata may differ, as a share, before it is worth a word. */
const evenEnough = 0.05;

/** Strata that answered more willingly weigh too much where nobody stands in for those who did not answer. */
function unevenResponse(wave: WaveInput, base: string): Warning[] {
  const { nonresponse, calibration } = wave.plan.weighting;
  if (base !== 'design' || nonresponse || calibration?.margins.includes(stratumVariable)) return [];
  const shares = strataOf(wave).flatMap(({ sampled, respondents }) =>
    sampled > 0 ? [respondents / sampled] : [],
  );
  const [lowest, highest] = [Math.min(...shares), Math.max(...shares)];
  if (highest - lowest <= evenEnough) return [];
  const percent = (share: number) => Math.round(100 * share);
  return [
    { code: 'nonresponse-not-adjusted', params: { lowest: percent(lowest), highest: percent(highest) } },
  ];
}
