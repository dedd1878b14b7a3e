import type { ChangePart, Decomposition } from '#reports/report.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import type { Focus } from './focus.ts';

/** What of the change since the wave before comes of another mix of customers. */
export interface ChangeParts {
  readonly sentence: string;
  readonly note: string;
}

/**
 * The parts of the change of the overall index since the wave before; `null` where there are none, or where what the mix
 * of customers does is not shown to be more than noise, or not seen in the third decimal.
 */
export function changeParts(focus: Focus): ChangeParts | null {
  const { t, report, wave, before } = focus;
  const found = report.decompositions.find(
    ({ target, from, to }) => target === 'overall' && from === before?.key && to === wave.key,
  );
  if (before === null || found === undefined) return null;
  const sentence = sentenceOf(found, focus.waveName(before), focus);
  if (sentence === null) return null;
  const names = { wave: focus.waveName(before), now: focus.waveName(wave) };
  return { sentence, note: t('report.trend.partsNote', names) };
}

/** Figures are rounded so that the parts shown add up to the change shown. */
function sentenceOf(
  { difference, real, composition }: Decomposition,
  wave: string,
  focus: Focus,
): string | null {
  if (difference === null || real?.difference == null || composition === null || real.p === null) return null;
  const { t, f, report } = focus;
  const change = thousandths(difference);
  const judged = thousandths(real.difference);
  const mix = change - judged;
  if (mix === 0 || !isShown(composition, report.plan.confidence)) return null;
  const isReal = judged !== 0 && isShown(real, report.plan.confidence);
  const amount = (points: number) => f.index(Math.abs(points) / 1000);
  const signed = (points: number) => f.signed(points / 1000, 3);
  const say = (key: MessageKey, numbers: Record<'change' | 'real', string>) =>
    t(key, { wave, ...numbers, composition: amount(mix), p: f.p(real.p ?? 1) });
  if (!isReal) {
    const key = mix > 0 ? 'report.trend.partsRaised' : 'report.trend.partsLowered';
    return say(key, { change: signed(change), real: signed(judged) });
  }
  if (judged > 0 === mix > 0) {
    const key = mix > 0 ? 'report.trend.partsRose' : 'report.trend.partsFell';
    return say(key, { change: amount(change), real: amount(judged) });
  }
  const key = judged > 0 ? 'report.trend.partsBetter' : 'report.trend.partsWorse';
  return say(key, { change: signed(change), real: amount(judged) });
}

function thousandths(value: number): number {
  return Math.round(1000 * value);
}

function isShown({ p }: ChangePart, confidence: number): boolean {
  return p !== null && p < 1 - confidence;
}
