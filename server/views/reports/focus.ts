import type {
  Change,
  Figure,
  FigureName,
  Report,
  SegmentDescription,
  SegmentDifference,
  WaveReport,
} from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import { type Formats, formats } from '../../i18n/formats.ts';
import type { MessageKey, Translate } from '../../i18n/translate.ts';

/** A report as one reader looks at it: one wave, in one language. Every section of the page is made from it. */
export interface Focus {
  readonly report: Report;
  readonly wave: WaveReport;
  /** The measured wave before this one, with which it is compared. */
  readonly before: WaveReport | null;
  /** What looking at the wave's respondents one by one gave; `null` where nobody has looked. */
  readonly analysis: WaveAnalysis | null;
  /** Where a measure is begun that aims at a target; `null` for whoever may not begin any. */
  readonly beginMeasure: ((target: string) => string) | null;
  readonly t: Translate;
  readonly f: Formats;
  text(text: LocalizedText): string;
  waveName(wave: WaveReport): string;
  figure(name: FigureName, target: string, domain?: Readonly<Record<string, string>>): Figure | null;
  /** The change of a figure since the wave before. */
  change(name: FigureName, target: string, domain?: Readonly<Record<string, string>>): Change | null;
  /** How C of a group differs from that of everybody. */
  difference(target: string, variable: string, value: string): SegmentDifference | null;
}

/** A way to begin a measure that aims at what a row is about. */
export interface BeginLink {
  readonly href: string;
  readonly label: string;
}

/** @returns `null` for whoever may not begin measures */
export function beginLink(target: string, { beginMeasure, t }: Focus): BeginLink | null {
  return beginMeasure === null ? null : { href: beginMeasure(target), label: t('improve.begin') };
}

/** What the report can be looked at by: the wave asked for, else the latest with figures, else the latest. */
export function focusedWave(report: Report, key: string | undefined): WaveReport | null {
  if (key !== undefined) return report.waves.find((wave) => wave.key === key) ?? null;
  return report.waves.findLast(({ state }) => state === 'measured') ?? report.waves.at(-1) ?? null;
}

/** The report with one of its waves in focus. */
export function focusOn(
  report: Report,
  wave: WaveReport,
  t: Translate,
  analysis: WaveAnalysis | null = null,
): Focus {
  const earlier = report.waves.slice(0, report.waves.indexOf(wave));
  const before = earlier.findLast(({ state }) => state === 'measured') ?? null;
  const figures = new Map(wave.figures.map((one) => [figureKey(one.name, one.target, one.domain), one]));
  const changes = new Map(
    report.changes
      .filter((one) => one.to === wave.key && one.from === before?.key)
      .map((one) => [figureKey(one.name, one.target, one.domain), one]),
  );
  const differences = new Map(
    wave.segmentContrasts.flatMap(({ variable, differences: all }) =>
      all.map((one) => [JSON.stringify([one.target, variable, one.value]), one] as const),
    ),
  );
  const text = (localized: LocalizedText) => textIn(localized, t.locale, report.survey.languages);
  return {
    report,
    wave,
    before,
    // whoever looked at respondents one by one looked at everybody's
    analysis: report.part === null ? analysis : null,
    beginMeasure: null,
    t,
    f: formats(t.locale),
    text,
    waveName: ({ label, key }) => (label === null ? '' : text(label)) || key,
    figure: (name, target, domain = undefined) =>
      figures.get(figureKey(name, target, domain ?? null)) ?? null,
    change: (name, target, domain = undefined) =>
      changes.get(figureKey(name, target, domain ?? null)) ?? null,
    difference: (target, variable, value) =>
      differences.get(JSON.stringify([target, variable, value])) ?? null,
  };
}

function figureKey(name: string, target: string, domain: Readonly<Record<string, string>> | null): string {
  return JSON.stringify([name, target, domain === null ? null : Object.entries(domain).sort()]);
}

/** When the wave was asked, in words; empty where that is not recorded. */
export function fieldworkOf({ t, f, wave: { opensAt, closesAt } }: Focus): string {
  if (opensAt === null) return '';
  if (closesAt === null) return t('report.fieldworkFrom', { from: f.date(opensAt) });
  return t('report.fieldwork', { from: f.date(opensAt), to: f.date(closesAt) });
}

/** A figure that may be shown: its estimate, and its interval where it has one. */
export interface ShownFigure {
  readonly estimate: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The figure when it is defined and not held back, else `null`. */
export function shown(figure: Figure | null): ShownFigure | null {
  if (figure === null || figure.estimate === null || figure.suppressed !== null) return null;
  return { estimate: figure.estimate, lower: figure.lower, upper: figure.upper };
}

export interface Bounded {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** The figure when it has an interval, else `null`. */
export function bounded(figure: Figure | null): Bounded | null {
  const known = shown(figure);
  if (known === null || known.lower === null || known.upper === null) return null;
  return { estimate: known.estimate, lower: known.lower, upper: known.upper };
}

/** The p value a change is judged by: adjusted for the others it is looked at with, where that was done. */
export function decidingP({ p, pHolm, pBH }: Change): number | null {
  return pHolm ?? pBH ?? p;
}

/** Whether a change is shown to be more than noise at the report's level. */
export function isMoreThanNoise(change: Change, confidence: number): boolean {
  const p = decidingP(change);
  return change.difference !== null && p !== null && p < 1 - confidence;
}

/** What readers call the variable of a segment. */
export function variableName(focus: Focus, { text, variable }: SegmentDescription): string {
  return (text && focus.text(text)) || variableNamed(focus, variable);
}

/** The words for a variable and its values: the wave's own plan's, else the survey's. */
function wordsFor({ wave, report }: Focus, variable: string) {
  return [wave.plan, report.plan]
    .map(({ variables }) => (Object.hasOwn(variables, variable) ? variables[variable] : undefined))
    .find((words) => words !== undefined);
}

/** What readers call a variable: the plan's word for it, else its own name. */
export function variableNamed(focus: Focus, name: string): string {
  const words = wordsFor(focus, name);
  return (words && focus.text(words.label)) || (name === 'stratum' ? focus.t('report.stratum') : name);
}

/** What readers call a value of a variable: the plan's word for it, else its own name. */
export function valueNamed(focus: Focus, variable: string, value: string): string {
  const words = wordsFor(focus, variable)?.values;
  const word = words && Object.hasOwn(words, value) ? words[value] : undefined;
  return (word && focus.text(word)) || value;
}

/** The values of crossed variables, joined by "|" in the data, as readers call them. */
export function crossingNamed(focus: Focus, variables: readonly string[], crossing: string): string {
  return partsNamed(focus, variables, crossing).join(' · ');
}

/**
 * Classes weighted as one. Where they differ in one variable only, what they share is said once: "A · new + old".
 */
export function classesNamed(
  focus: Focus,
  variables: readonly string[],
  classes: readonly string[],
): readonly string[] {
  const parts = classes.map((crossing) => partsNamed(focus, variables, crossing));
  const [first = []] = parts;
  const differing = first.flatMap((_, place) =>
    parts.some((one) => one.length !== first.length || one[place] !== first[place]) ? [place] : [],
  );
  const [only] = differing;
  if (only === undefined || differing.length > 1) return parts.map((one) => one.join(' · '));
  const joined = parts.map((one) => one[only] ?? '').join(' + ');
  return [first.map((part, place) => (place === only ? joined : part)).join(' · ')];
}

/** A value may itself contain "|": then nobody can tell where one ends, and the data's words stand. */
function partsNamed(focus: Focus, variables: readonly string[], crossing: string): string[] {
  const values = crossing.split('|');
  if (values.length !== variables.length) return values;
  return values.map((value, place) => valueNamed(focus, variables[place] ?? '', value));
}

const reasons = {
  'no-rows': 'report.reason.noRows',
  'no-answers': 'report.reason.noAnswers',
  'zero-weight': 'report.reason.zeroWeight',
  'item-without-answers': 'report.reason.itemWithoutAnswers',
  'expectation-not-positive': 'report.reason.expectationNotPositive',
  'zero-denominator': 'report.reason.zeroDenominator',
  'not-finite': 'report.reason.notFinite',
  'lonely-unit': 'report.reason.lonelyUnit',
  'no-degrees-of-freedom': 'report.reason.noDegreesOfFreedom',
  'too-few-answers': 'report.reason.tooFewAnswers',
  'interval-undefined': 'report.reason.intervalUndefined',
} as const satisfies Record<NonNullable<Figure['reason']>, MessageKey>;

/** Why a figure, or its interval, is missing, in words. */
export function reasonInWords(t: Translate, reason: Figure['reason']): string {
  return t(reason === null ? 'report.reason.notAsked' : reasons[reason]);
}
