import { stratumVariable } from '#reports/plan.ts';
import type { Figure, StratumReport, WaveReport } from '#reports/report.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import { plural } from '../../i18n/translate.ts';
import { type Focus, valueNamed } from './focus.ts';
import { type Formulas, formulas } from './formulas.view.ts';
import type { Link } from './navigation.view.ts';
import { type Provenance, provenance } from './provenance.view.ts';
import { type Reliability, reliability } from './reliability.view.ts';
import { codes, type RateTable, rateTable } from './response-rates.view.ts';
import { samplingInWords } from './sampling-words.ts';
import { warningsInWords } from './warnings.ts';
import { type Weighting, weighting } from './weighting.view.ts';

export interface Method {
  readonly finding: string;
  readonly sample: readonly string[];
  readonly strata: StrataTable | null;
  readonly outcomes: OutcomeTable | null;
  readonly openAnswers: string | null;
  /** What was left out, and what that has done to the overall index. */
  readonly exclusions: string | null;
  readonly weighting: Weighting;
  /** Leads to the weight report. */
  readonly weights: Link | null;
  readonly warnings: readonly string[];
  readonly formulas: Formulas;
  readonly reliability: Reliability | null;
  readonly provenance: Provenance;
  /** Where everything is had to work the report out again in R; `null` for whoever may not. */
  readonly bundle: {
    readonly title: string;
    readonly help: string;
    readonly button: string;
    readonly address: string;
  } | null;
  /** What was decided of series when versions were published. */
  readonly decisions: DecisionTable | null;
  readonly words: Readonly<
    Record<
      | 'title'
      | 'sample'
      | 'strata'
      | 'stratum'
      | 'population'
      | 'sampled'
      | 'fraction'
      | 'respondents'
      | 'share'
      | 'answeredShare'
      | 'outcomes'
      | 'outcome'
      | 'code'
      | 'count'
      | 'rates'
      | 'rate'
      | 'formula'
      | 'unweighted'
      | 'weighted'
      | 'weighting'
      | 'warnings'
      | 'noWarnings'
      | 'formulas'
      | 'versions'
      | 'digests'
      | 'formulaChanges',
      string
    >
  >;
}

interface DecisionTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly item: string; readonly cells: readonly string[] }[];
}

interface StrataTable {
  readonly rows: readonly StratumRow[];
  readonly total: StratumRow;
  readonly caption: string;
}

interface StratumRow {
  readonly name: string;
  readonly population: string;
  readonly sampled: string;
  readonly fraction: string;
  readonly respondents: string;
  readonly share: string;
}

interface OutcomeTable {
  readonly rows: readonly {
    readonly code: string;
    readonly name: string;
    readonly count: string;
    readonly share: string;
  }[];
  /** 1,240 + 61 + … = 2,276. */
  readonly sum: string;
  readonly rates: RateTable;
}

/**
 * How the figures came about and how far they carry.
 *
 * @param weightsHref the address of the weight report; `null` where the page leads nowhere
 * @param bundleAddress where the R bundle is asked for; `null` for whoever may not have it
 */
export function method(
  focus: Focus,
  weightsHref: string | null,
  bundleAddress: string | null = null,
): Method {
  const { t, wave } = focus;
  return {
    finding: finding(focus),
    sample: samplingInWords(focus),
    strata: wave.sampling.strata.length === 0 ? null : strataTable(wave.sampling.strata, focus),
    outcomes: wave.openAnswers.used ? null : outcomeTable(wave, focus),
    openAnswers: openAnswers(focus),
    exclusions: exclusions(focus),
    weighting: weighting(focus),
    weights: weightsHref === null ? null : { name: t('weights.link'), href: weightsHref },
    warnings: warningsInWords(focus),
    formulas: formulas(focus),
    reliability: reliability(focus),
    provenance: provenance(focus),
    bundle:
      bundleAddress === null
        ? null
        : {
            title: t('report.bundle.title'),
            help: t('report.bundle.help'),
            button: t('report.bundle.button'),
            address: bundleAddress,
          },
    decisions: decisionTable(focus),
    words: {
      title: t('report.method.title'),
      sample: t('report.method.sample'),
      strata: t('report.method.strata'),
      stratum: t('report.stratum'),
      population: t('report.method.population'),
      sampled: t('report.method.sampled'),
      fraction: t('report.method.fraction'),
      respondents: t('report.method.respondents'),
      share: t('report.method.share'),
      answeredShare: t('report.method.answeredShare'),
      outcomes: t('report.method.outcomes'),
      outcome: t('report.method.outcome'),
      code: t('report.method.code'),
      count: t('report.method.count'),
      rates: t('report.method.rates'),
      rate: t('report.method.rate'),
      formula: t('report.method.formula'),
      unweighted: t('report.rates.unweightedHead'),
      weighted: t('report.rates.weightedHead'),
      weighting: t('report.method.weighting'),
      warnings: t('report.method.warnings'),
      noWarnings: t('report.method.noWarnings'),
      formulas: t('report.method.formulas'),
      versions: t('report.method.versions'),
      digests: t('report.digest.title'),
      formulaChanges: t('report.formulas.title'),
    },
  };
}

function finding({ t, f, wave }: Focus): string {
  const { sampled, counts, rates } = wave.dispositions;
  const answers = counts.complete + counts.partial;
  const basis = wave.openAnswers.used
    ? t('report.method.findingOpen', { answers: f.integer(answers) })
    : t('report.method.finding', {
        sampled: f.integer(sampled),
        answers: f.integer(answers),
        rate: rates.RR2 === null ? '—' : f.percent(rates.RR2, 1),
      });
  if (wave.design === null) return basis;
  return `${basis}${t('report.sentenceSpace')}${t('report.method.findingWeights', {
    effectiveSize: f.integer(wave.design.weights.effectiveSize),
    rows: f.integer(wave.design.rows),
  })}`;
}

function strataTable(strata: readonly StratumReport[], focus: Focus): StrataTable {
  const { t } = focus;
  const populations = strata.map(({ population }) => population);
  const known = populations.every((population) => population !== null);
  const total = {
    stratum: t('report.method.total'),
    population: known ? populations.reduce((sum, one) => sum + one, 0) : null,
    sampled: strata.reduce((sum, one) => sum + one.sampled, 0),
    respondents: strata.reduce((sum, one) => sum + one.respondents, 0),
  };
  return {
    rows: strata.map((stratum) => stratumRow(stratum, focus)),
    total: stratumRow(total, focus),
    caption: t('report.method.strataCaption'),
  };
}

function stratumRow({ stratum, population, sampled, respondents }: StratumReport, focus: Focus): StratumRow {
  const { f } = focus;
  const share = (part: number, whole: number | null) =>
    whole === null || whole === 0 ? '—' : f.percent(part / whole, 1);
  return {
    name: valueNamed(focus, stratumVariable, stratum),
    population: population === null ? '—' : f.integer(population),
    sampled: f.integer(sampled),
    fraction: share(sampled, population),
    respondents: f.integer(respondents),
    share: share(respondents, sampled),
  };
}

function outcomeTable({ dispositions: outcomes }: WaveReport, focus: Focus): OutcomeTable {
  const { t, f } = focus;
  const { sampled, counts } = outcomes;
  const terms = dispositions.map((one) => f.integer(counts[one]));
  return {
    rows: dispositions.map((one) => ({
      code: codes[one],
      name: t(`report.disposition.${one}`),
      count: f.integer(counts[one]),
      share: sampled === 0 ? '—' : f.percent(counts[one] / sampled, 1),
    })),
    sum: `${terms.join(' + ')} = ${f.integer(sampled)}`,
    rates: rateTable(outcomes, focus),
  };
}

function openAnswers({ t, f, wave }: Focus): string | null {
  const { submitted, excluded, used } = wave.openAnswers;
  if (submitted === 0) return null;
  const counted = used ? submitted - excluded : submitted;
  const count = { count: f.integer(counted) };
  return plural(t, used ? 'report.method.openUsed' : 'report.method.openUnused', counted, count);
}

function exclusions({ t, f, wave }: Focus): string | null {
  if (wave.exclusions === null) return null;
  const { excluded } = wave.exclusions;
  const figure = (of: Figure | null) => (of === null || of.estimate === null ? '—' : f.index(of.estimate));
  return plural(t, 'report.method.excluded', excluded, {
    count: f.integer(excluded),
    without: figure(wave.exclusions.without),
    with: figure(wave.exclusions.with),
  });
}

/** Which questionnaire was asked, and which form of report this is. */
export function versions({ t, report, wave }: Focus): string[] {
  return [
    t('report.method.questionnaire', { version: wave.version }),
    t('report.method.format', { format: report.format }),
  ];
}

function decisionTable({ t, f, report, text }: Focus): DecisionTable | null {
  if (report.seriesDecisions.length === 0) return null;
  return {
    caption: t('report.method.decisions'),
    columns: [
      t('report.method.decisions.item'),
      t('report.method.decisions.version'),
      t('report.method.decisions.decision'),
      t('report.method.decisions.reason'),
      t('report.method.decisions.by'),
      t('report.method.decisions.at'),
    ],
    rows: report.seriesDecisions.map(({ item, name, version, continues, reason, decidedBy, decidedAt }) => ({
      item: name === null ? item : text(name),
      cells: [
        f.integer(version),
        t(continues ? 'report.method.decisions.continues' : 'report.method.decisions.ends'),
        reason,
        decidedBy || t('report.method.decisions.commandLine'),
        f.date(decidedAt),
      ],
    })),
  };
}
