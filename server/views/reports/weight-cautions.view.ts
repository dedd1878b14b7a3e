import type { WarningCode } from '#reports/report.ts';
import { type MessageKey, plural } from '../../i18n/translate.ts';
import { classesNamed, type Focus } from './focus.ts';
import { warningInWords } from './warnings.ts';
import { factorText, finalWeights } from './weight-words.ts';

/** Something a reader of the weights has to know, and what can be done about it. */
export interface Caution {
  readonly findings: readonly string[];
  readonly advice: string;
}

/** What to do about each warning; `null` for those that are not about weights. */
const advice = {
  'no-respondents': 'weights.advice.noRespondents',
  'unknown-variable': 'weights.advice.unknownVariable',
  'value-missing': 'weights.advice.valueMissing',
  'weights-not-usable': 'weights.advice.weightsNotUsable',
  'stratum-without-population': 'weights.advice.stratumWithoutPopulation',
  'population-smaller-than-sample': 'weights.advice.populationSmallerThanSample',
  'class-without-respondents': 'weights.advice.classWithoutRespondents',
  'category-without-respondents': 'weights.advice.categoryWithoutRespondents',
  'category-absent-from-margin': 'weights.advice.categoryAbsentFromMargin',
  'total-not-positive': 'weights.advice.totalNotPositive',
  'margins-disagree': 'weights.advice.marginsDisagree',
  'not-converged': 'weights.advice.notConverged',
  'bounds-out-of-reach': 'weights.advice.boundsOutOfReach',
  'weights-negative': 'weights.advice.weightsNegative',
  'trimming-impossible': 'weights.advice.trimmingImpossible',
  'totals-missed': 'weights.advice.totalsMissed',
  'class-collapsed': 'weights.advice.classCollapsed',
  'class-thin': 'weights.advice.classThin',
  'margin-unknown': 'weights.advice.marginUnknown',
  'population-unknown': 'weights.advice.populationUnknown',
  'lonely-stratum': 'weights.advice.lonelyStratum',
  'stratum-without-answers': 'weights.advice.stratumWithoutAnswers',
  'nonresponse-not-adjusted': 'weights.advice.nonresponseNotAdjusted',
  'calibrated-with-ineligible': 'weights.advice.calibratedWithIneligible',
  'open-without-stratum': 'weights.advice.openWithoutStratum',
  'anonymous-variable': 'weights.advice.anonymousVariable',
  'overlap-unknown': null,
  'open-answers-not-used': null,
  'segment-unknown': null,
  'on-another-scale': null,
  'asked-otherwise': null,
  'several-versions': null,
  'items-reworded': null,
} as const satisfies Record<WarningCode, MessageKey | null>;

/** A factor above which a class is usually joined to another. */
const largeFactor = 2.5;
/** How many times the mean a weight usually may be before it is cut back (Potter 1990). */
const largeWeight = 5;
/** Effective size below which figures are marked as unsteady. */
const smallEffectiveSize = 60;

/** What the weighting found, and what its numbers show beyond that, each with what to do. */
export function cautions(focus: Focus): Caution[] {
  return [...foundByWeighting(focus), ...seenInWeights(focus)];
}

/** Warnings of one kind share their advice, which is then given once. */
function foundByWeighting(focus: Focus): Caution[] {
  const { t, wave } = focus;
  const codes = [...new Set(wave.warnings.map(({ code }) => code))];
  return codes.flatMap((code) => {
    const key = advice[code];
    if (key === null) return [];
    const warnings = wave.warnings.filter((warning) => warning.code === code);
    // the table of classes names them
    const findings =
      code === 'class-collapsed'
        ? [plural(t, 'weights.caution.collapsed', warnings.length)]
        : warnings.map((warning) => warningInWords(warning, focus));
    return [{ findings, advice: t(key) }];
  });
}

function seenInWeights(focus: Focus): Caution[] {
  const { t, f } = focus;
  const weights = finalWeights(focus);
  if (weights === null) return [];
  const found: Caution[] = [];
  const large = largeFactors(focus);
  if (large !== null) found.push({ findings: [large], advice: t('weights.advice.factor') });
  const times = (weights.max * weights.n) / weights.sum;
  if (times > largeWeight) {
    found.push({
      findings: [t('weights.caution.largest', { times: f.number(times, 1) })],
      advice: t('weights.advice.largest'),
    });
  }
  if (weights.effectiveSize < smallEffectiveSize) {
    found.push({
      findings: [t('weights.caution.effective', { effectiveSize: f.number(weights.effectiveSize, 1) })],
      advice: t('weights.advice.effective'),
    });
  }
  return found;
}

/** Classes in which those who answered stand for many. */
function largeFactors(focus: Focus): string | null {
  const { t, f, wave } = focus;
  const { classes = [] } = wave.weighting.steps.find(({ step }) => step === 'nonresponse') ?? {};
  const variables = wave.plan.weighting.nonresponse?.classes ?? [];
  const large = classes
    .filter(({ factor }) => factor > largeFactor)
    .sort((one, other) => other.factor - one.factor);
  const [largest] = large;
  if (largest === undefined) return null;
  const named = large.map(
    ({ classes: members, factor }) =>
      `${f.list(classesNamed(focus, variables, members))} ${factorText(f, factor)}`,
  );
  return plural(t, 'weights.caution.factor', large.length, {
    factor: f.number(largest.factor, 2),
    classes: named.join(t('report.semicolon')),
    limit: f.number(largeFactor, 1),
  });
}
