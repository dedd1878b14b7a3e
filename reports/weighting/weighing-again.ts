import { type Coded, crossed } from './classes.ts';
import type { WeightingScheme } from './scheme.ts';
import { type DrawnSample, type Weighted, weigh } from './weights.ts';

/** The steps that adjust in classes, and what their classes are called once they are final. No variable begins with a space. */
const adjustments = [
  ['unknownEligibility', ' final classes of unknown eligibility'],
  ['nonresponse', ' final classes of nonresponse'],
] as const;

/**
 * The final weights that other starting weights of the drawn rows lead to, by the steps that were taken before: what
 * a replicate needs. Classes that were joined stay so, and linear calibration may go below 0, since a replicate is no
 * design of its own.
 *
 * @returns by respondent, in the order of `weighted.rows`; `null` where a step cannot be taken with these weights
 */
export function weighingAgain(
  sample: DrawnSample,
  scheme: WeightingScheme,
  weighted: Pick<Weighted, 'steps'>,
): (starting: Float64Array) => Float64Array | null {
  const variables: Record<string, Coded> = { ...sample.variables };
  let frozen: WeightingScheme = { ...scheme, base: 'given' };
  for (const [step, name] of adjustments) {
    const groups = weighted.steps.find((taken) => taken.step === step)?.classes;
    const adjustment = scheme[step];
    if (!adjustment || !groups) continue;
    const all = crossed(adjustment.classes.map((each) => sample.variables[each] as Coded));
    const groupOf = new Map(groups.flatMap(({ classes }, group) => classes.map((label) => [label, group])));
    const codeOf = all.labels.map((label) => groupOf.get(label) ?? -1);
    const codes = all.codes.map((code) => codeOf[code] ?? -1);
    variables[name] = { codes, labels: groups.map((_, group) => String(group)) };
    frozen = { ...frozen, [step]: { classes: [name], minimum: 0 } };
  }
  return (starting) =>
    weigh({ ...sample, variables, weights: starting }, frozen, true).weighted?.weights ?? null;
}
