import type { Warning, WarningCode } from '#reports/report.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { classesNamed, crossingNamed, type Focus, valueNamed, variableNamed } from './focus.ts';

/** What each warning of the report says to a reader. */
const sentences = {
  'no-respondents': 'report.warning.noRespondents',
  'unknown-variable': 'report.warning.unknownVariable',
  'value-missing': 'report.warning.valueMissing',
  'weights-not-usable': 'report.warning.weightsNotUsable',
  'stratum-without-population': 'report.warning.stratumWithoutPopulation',
  'population-smaller-than-sample': 'report.warning.populationSmallerThanSample',
  'class-without-respondents': 'report.warning.classWithoutRespondents',
  'category-without-respondents': 'report.warning.categoryWithoutRespondents',
  'category-absent-from-margin': 'report.warning.categoryAbsentFromMargin',
  'total-not-positive': 'report.warning.totalNotPositive',
  'margins-disagree': 'report.warning.marginsDisagree',
  'not-converged': 'report.warning.notConverged',
  'bounds-out-of-reach': 'report.warning.boundsOutOfReach',
  'weights-negative': 'report.warning.weightsNegative',
  'trimming-impossible': 'report.warning.trimmingImpossible',
  'totals-missed': 'report.warning.totalsMissed',
  'class-collapsed': 'report.warning.classCollapsed',
  'class-thin': 'report.warning.classThin',
  'margin-unknown': 'report.warning.marginUnknown',
  'population-unknown': 'report.warning.populationUnknown',
  'lonely-stratum': 'report.warning.lonelyStratum',
  'stratum-without-answers': 'report.warning.stratumWithoutAnswers',
  'nonresponse-not-adjusted': 'report.warning.nonresponseNotAdjusted',
  'segment-unknown': 'report.warning.segmentUnknown',
  'calibrated-with-ineligible': 'report.warning.calibratedWithIneligible',
  'open-answers-not-used': 'report.warning.openAnswersNotUsed',
  'open-without-stratum': 'report.warning.openWithoutStratum',
  'anonymous-variable': 'report.warning.anonymousVariable',
  'overlap-unknown': 'report.warning.overlapUnknown',
  'on-another-scale': 'report.warning.onAnotherScale',
  'asked-otherwise': 'report.warning.askedOtherwise',
  'several-versions': 'report.warning.severalVersions',
  'items-reworded': 'report.warning.itemsReworded',
} as const satisfies Record<WarningCode, MessageKey>;

/** All warnings of a wave in words. Classes that were joined make one sentence, however many there are. */
export function warningsInWords(focus: Focus): string[] {
  const { t, wave } = focus;
  const isJoined = ({ code }: Warning) => code === 'class-collapsed';
  const joined = wave.warnings.filter(isJoined);
  const sentences = wave.warnings
    .filter((warning) => joined.length < 2 || !isJoined(warning))
    .map((warning) => warningInWords(warning, focus));
  if (joined.length < 2) return sentences;
  const groups = joined.map((warning) => t('report.warning.joinedGroup', written(warning, focus)));
  return [...sentences, t('report.warning.classesCollapsed', { groups: groups.join(t('report.semicolon')) })];
}

/** A warning in words: figures and names written as the reader's language writes them. */
export function warningInWords(warning: Warning, focus: Focus): string {
  return focus.t(sentences[warning.code], written(warning, focus));
}

function written({ params }: Warning, focus: Focus): Record<string, string> {
  const margin = typeof params.margin === 'string' ? params.margin.split('|') : [];
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' ? numberText(value, focus) : nameText(name, value, margin, focus),
    ]),
  );
}

/** Counts are whole; of sums of weights a decimal matters only where they are small. */
function numberText(value: number, { f }: Focus): string {
  if (Number.isInteger(value)) return f.integer(value);
  return f.number(value, Math.abs(value) < 1000 ? 3 : 0);
}

/** What readers call the place a warning names, as far as the plan has words for it. */
function nameText(name: string, value: string, margin: readonly string[], focus: Focus): string {
  switch (name) {
    case 'items':
    case 'question':
      return namesOf(value, focus);
    case 'variable':
      return value === '' ? focus.t('report.stratum') : variableNamed(focus, value);
    case 'margin':
      return margin.map((variable) => variableNamed(focus, variable)).join(' · ');
    case 'category':
      return crossingNamed(focus, margin, value);
    case 'stratum':
      return valueNamed(focus, 'stratum', value);
    case 'class':
    case 'classes':
      return joinedClasses(value.split(', '), focus);
    default:
      return value;
  }
}

/** Classes by the variables of whichever step has as many as they have parts. */
function joinedClasses(classes: readonly string[], focus: Focus): string {
  const { unknownEligibility, nonresponse } = focus.wave.plan.weighting;
  const parts = classes[0]?.split('|').length;
  const variables = [nonresponse?.classes, unknownEligibility?.classes].find(
    (some) => some?.length === parts,
  );
  return classesNamed(focus, variables ?? [], classes).join(focus.t('report.comma'));
}

/** The names of items given by their keys, joined by commas. */
function namesOf(keys: string, { report, text, f }: Focus): string {
  const names = new Map(
    report.factors.flatMap(({ items }) => items.map(({ key, name }) => [key, text(name)] as const)),
  );
  return f.list(keys.split(', ').map((key) => names.get(key) || key));
}
