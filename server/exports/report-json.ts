import type { Change, Figure, Report, Warning, WaveReport } from '#reports/report.ts';
import type { WaveAnalysis } from '#reports/wave-analysis.ts';
import type { ReceivedComplaints, WaveDissatisfaction } from '#reports/wave-dissatisfaction.ts';
import type { Translate } from '../i18n/translate.ts';
import { type Audience, mayRead } from '../views/reports/comments.view.ts';
import { focusOn } from '../views/reports/focus.ts';
import { warningInWords } from '../views/reports/warnings.ts';

/** One wave's figures and how they came about, as a document for other programs. */
export interface WaveDocument {
  readonly survey: Report['survey'];
  readonly wave: Pick<WaveReport, 'key' | 'label' | 'opensAt' | 'closesAt' | 'state'>;
  readonly index: Report['index'];
  readonly version: WaveReport['version'];
  /** By which formulas it was made. */
  readonly formulas: Report['formulas'];
  /** Of the questionnaire, and of all that the figures rest on. */
  readonly digests: WaveReport['digests'] | null;
  readonly plan: WaveReport['plan'];
  readonly design: WaveReport['design'];
  readonly estimates: readonly Figure[];
  /** The changes from every earlier wave to this one. */
  readonly changes: readonly Change[];
  /** What of those changes is customers judging otherwise, and what that the mix of customers changed. */
  readonly decompositions: Report['decompositions'];
  readonly warnings: readonly (Warning & { readonly message: string })[];
  readonly dispositions: WaveReport['dispositions'];
  readonly openAnswers: WaveReport['openAnswers'];
  readonly exclusions: WaveReport['exclusions'];
  readonly sampling: WaveReport['sampling'];
  readonly weighting: WaveReport['weighting'];
  /** What looking at its respondents one by one gave; `null` where nobody looked. */
  readonly analysis: ToldAnalysis | null;
}

/** An analysis as it is given away: without comments that are not for its reader, and without who entered complaints. */
type ToldAnalysis = Omit<WaveAnalysis, 'dissatisfaction'> & {
  readonly dissatisfaction:
    | (Omit<WaveDissatisfaction, 'complaints'> & { readonly complaints: readonly ToldComplaints[] })
    | null;
};
type ToldComplaints = Pick<ReceivedComplaints, 'channel' | 'count' | 'fromOn' | 'untilOn' | 'source'>;

/**
 * The document of one of the report's waves; its warnings are also said in the words of `t`.
 *
 * @param audience whose eyes it is for; a file that is handed on is for strangers
 */
export function waveDocument(
  report: Report,
  wave: WaveReport,
  t: Translate,
  { analysis = null, audience = 'stranger' }: { analysis?: WaveAnalysis | null; audience?: Audience } = {},
): WaveDocument {
  const focus = focusOn(report, wave, t);
  const { key, label, opensAt, closesAt, state } = wave;
  return {
    survey: report.survey,
    wave: { key, label, opensAt, closesAt, state },
    index: report.index,
    version: wave.version,
    formulas: report.formulas,
    digests: wave.digests ?? null,
    plan: wave.plan,
    design: wave.design,
    estimates: wave.figures,
    changes: report.changes.filter((change) => change.to === key),
    decompositions: report.decompositions.filter(({ to }) => to === key),
    warnings: wave.warnings.map((warning) => ({ ...warning, message: warningInWords(warning, focus) })),
    dispositions: wave.dispositions,
    openAnswers: wave.openAnswers,
    exclusions: wave.exclusions,
    sampling: wave.sampling,
    weighting: wave.weighting,
    analysis: analysis && toldAnalysis(analysis, audience),
  };
}

function toldAnalysis(analysis: WaveAnalysis, audience: Audience): ToldAnalysis {
  const { comments, dissatisfaction } = analysis;
  return {
    ...analysis,
    comments: comments !== null && mayRead(comments, audience) ? comments : null,
    dissatisfaction: dissatisfaction && {
      ...dissatisfaction,
      complaints: dissatisfaction.complaints.map(({ channel, count, fromOn, untilOn, source }) => ({
        ...{ channel, count, fromOn, untilOn, source },
      })),
    },
  };
}

/**
 * A document as JSON. Every number has as many digits as tell it from its neighbours (up to 17), so that reading it
 * back gives the very same number.
 *
 * @throws RangeError for a number that is not finite, which JSON would turn into `null` without a word
 */
export function jsonOf(document: object): string {
  return `${JSON.stringify(document, refuseNotFinite)}\n`;
}

function refuseNotFinite(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`Not a finite number: ${key}`);
  }
  return value;
}
