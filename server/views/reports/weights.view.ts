import type { Report, WaveReport } from '#reports/report.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import { type Focus, fieldworkOf, focusOn } from './focus.ts';
import { versions } from './method.view.ts';
import { type Navigation, type WeightsLinks, weightsNavigation } from './navigation.view.ts';
import { type WeightBoxes, weightBoxes } from './weight-boxes.view.ts';
import { type Caution, cautions } from './weight-cautions.view.ts';
import {
  factorText,
  finalWeights,
  stepAnchor,
  stepName,
  sumText,
  weightRange,
  weightText,
} from './weight-words.ts';
import { type StepView, stepViews } from './weighting-step.view.ts';

/** How the answers of one wave became weights, step by step. */
export interface WeightsPage {
  /** For the browser's tab. */
  readonly documentTitle: string;
  readonly kicker: string;
  readonly organisation: string;
  readonly title: string;
  readonly waveName: string;
  readonly fieldwork: string;
  /** Why there are no weights. */
  readonly notice: string | null;
  readonly finding: string | null;
  readonly explanations: readonly string[];
  readonly overview: Overview | null;
  readonly boxes: WeightBoxes | null;
  readonly cautions: readonly Caution[];
  readonly steps: readonly StepView[];
  /** The plan's weighting, as it can be given to the program again. */
  readonly plan: string;
  readonly versions: readonly string[];
  readonly navigation: Navigation | null;
  readonly words: Words;
}

export interface Overview {
  readonly finding: string;
  readonly rows: readonly OverviewRow[];
  readonly caption: string;
}

interface OverviewRow {
  readonly name: string;
  readonly href: string;
  readonly effectiveSize: string;
  /** The effective size as a share of the answers. */
  readonly bar: { readonly width: string; readonly label: string };
  readonly kish: string;
  readonly range: string;
  readonly sum: string;
  readonly factor: string;
}

const words = {
  overview: 'weights.overview.title',
  step: 'weights.step',
  effectiveSize: 'weights.effectiveSize',
  share: 'weights.share',
  kish: 'weights.kish',
  range: 'weights.range',
  sum: 'weights.sum',
  factor: 'weights.factor',
  cautions: 'weights.cautions.title',
  noCautions: 'weights.cautions.none',
  stratum: 'report.stratum',
  population: 'weights.population',
  sampled: 'weights.sampled',
  baseWeight: 'weights.baseWeight',
  answered: 'weights.answered',
  class: 'weights.class',
  classSampled: 'weights.classSampled',
  classShare: 'weights.classShare',
  classFactor: 'weights.classFactor',
  category: 'weights.margin.category',
  respondents: 'weights.margin.respondents',
  total: 'weights.margin.total',
  before: 'weights.margin.before',
  difference: 'weights.margin.difference',
  after: 'weights.margin.after',
  strata: 'weights.strata.title',
  drawing: 'weights.strata.drawing',
  median: 'weights.strata.median',
  plan: 'weights.plan.title',
  planText: 'weights.plan.text',
  versions: 'report.method.versions',
} as const;

type Words = Readonly<Record<keyof typeof words, string>>;

/** The weight report of one wave; without `links` it leads nowhere, as a file does. */
export function weightsPage(
  report: Report,
  wave: WaveReport,
  t: Translate,
  links: WeightsLinks | null,
): WeightsPage {
  const focus = focusOn(report, wave, t);
  const survey = focus.text(report.survey.title);
  const waveName = focus.waveName(wave);
  return {
    documentTitle: t('weights.documentTitle', { survey, wave: waveName }),
    kicker: survey,
    organisation: focus.text(report.survey.organisation),
    title: t('weights.title'),
    waveName,
    fieldwork: fieldworkOf(focus),
    notice: wave.state === 'measured' ? null : t(`report.notice.${wave.state}`),
    finding: finding(focus),
    explanations: [t('weights.what.weight'), t('weights.what.effective'), t('weights.what.onPurpose')],
    overview: overview(focus),
    boxes: weightBoxes(focus),
    cautions: cautions(focus),
    steps: stepViews(focus),
    plan: planText(wave.plan.weighting),
    versions: versions(focus),
    navigation: links && weightsNavigation(focus, links),
    words: Object.fromEntries(Object.entries(words).map(([name, key]) => [name, t(key)])) as Words,
  };
}

/** A plan as JSON, its lists in one line each: no text in JSON has a line break of its own. */
function planText(weighting: WaveReport['plan']['weighting']): string {
  return JSON.stringify(weighting, null, 2).replace(/\[\n[^[\]]*\]/g, (list) =>
    list.replace(/\n\s*/g, ' ').replace('[ ', '[').replace(' ]', ']'),
  );
}

/** How many answers speak for how many customers, and what that is worth. */
function finding(focus: Focus): string | null {
  const { t, f, wave } = focus;
  const weights = finalWeights(focus);
  if (weights === null) return null;
  const population = wave.design?.populationSize ?? null;
  const params = {
    answers: f.integer(weights.n),
    min: weightText(f, weights.min),
    max: weightText(f, weights.max),
    effectiveSize: f.integer(weights.effectiveSize),
  };
  if (population === null || wave.weighting.base === 'equal') {
    return plural(t, 'weights.finding.plain', weights.n, params);
  }
  return plural(t, 'weights.finding.customers', weights.n, { ...params, population: f.integer(population) });
}

function overview(focus: Focus): Overview | null {
  const { t, f, wave } = focus;
  const { steps } = wave.weighting;
  if (finalWeights(focus) === null) return null;
  return {
    finding: costliest(focus),
    rows: steps.flatMap((step): OverviewRow[] => {
      const { diagnostics, largestFactor } = step;
      if (diagnostics === null) return [];
      const share = diagnostics.effectiveSize / diagnostics.n;
      return [
        {
          name: stepName(step, focus),
          href: `#${stepAnchor(step)}`,
          effectiveSize: f.number(diagnostics.effectiveSize, 1),
          bar: {
            width: `${(100 * share).toFixed(1)}%`,
            label: t('weights.bar', { share: f.percent(share) }),
          },
          kish: f.number(diagnostics.kishDesignEffect, 2),
          range: weightRange(f, diagnostics),
          sum: sumText(f, diagnostics.sum),
          factor: factorText(f, largestFactor),
        },
      ];
    }),
    caption: t('weights.overview.caption'),
  };
}

/** What remains of the answers' worth, and the step that took most of it. */
function costliest(focus: Focus): string {
  const { t, f, wave } = focus;
  const costs = wave.weighting.steps.flatMap((step) => {
    const { before, diagnostics } = step;
    if (diagnostics === null) return [];
    const worth = before?.effectiveSize ?? diagnostics.n;
    return [{ step, cost: worth - diagnostics.effectiveSize, diagnostics }];
  });
  const last = costs.at(-1)?.diagnostics;
  const [most] = [...costs].sort((one, other) => other.cost - one.cost);
  const answers = f.integer(last?.n ?? 0);
  if (last === undefined || most === undefined || last.kishDesignEffect < 1.0005) {
    return t('weights.overview.findingEqual', { answers });
  }
  return t('weights.overview.finding', {
    answers,
    effectiveSize: f.integer(last.effectiveSize),
    share: f.percent(last.effectiveSize / last.n),
    step: stepName(most.step, focus),
    cost: f.integer(most.cost),
  });
}
