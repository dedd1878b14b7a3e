import type { Estimate } from '#reports/sampling-error/estimate.ts';
import type { Driver, WaveDrivers } from '#reports/wave-drivers.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { byImportance, quadrantInWords } from '../exports/priorities.ts';
import { type Formats, formats } from '../i18n/formats.ts';
import type { Translate } from '../i18n/translate.ts';
import { aligned } from './aligned.ts';
import { visible } from './visible.ts';

/** Drivers at the terminal: what was asked, a table with the most important first, and how it was found. */
export function prioritiesLines(
  wave: string,
  drivers: WaveDrivers,
  text: (text: LocalizedText) => string,
  t: Translate,
): string[] {
  const f = formats(t.locale);
  const { rSquared, n, leftOut, method, errors, lines, importance, performance } = drivers;
  const [ofImportance, ofPerformance] = [
    writtenImportance(importance, f),
    writtenPerformance(performance, f),
  ];
  const placed = ({ quadrant, borderline }: Driver) => {
    const words = quadrantInWords(quadrant, t);
    const isSettled = !borderline.importance && !borderline.performance;
    return quadrant === null || isSettled ? words : t('analysis.unsettled', { quadrant: words });
  };
  const rows = byImportance(drivers).map((driver, place) => {
    const level = importance === 'implied' ? driver.share : driver.stated;
    return [
      String(place + 1),
      visible(text(driver.name)),
      ...withInterval(level, ofImportance),
      ...withInterval(driver[performance], ofPerformance),
      placed(driver),
    ];
  });
  const header = [
    '',
    '',
    t(importance === 'implied' ? 'analysis.importance' : 'analysis.stated'),
    '',
    t(`analysis.${performance}`),
  ];
  const { replicates, grouped } = errors;
  const way = errors.method === 'jackknife' && grouped ? 'grouped' : errors.method;
  const line = (value: number | null, written: (value: number) => string) =>
    value === null ? '–' : written(value);
  return [
    t('cli.priorities.head', {
      outcome: text(drivers.outcome.text),
      wave,
      by: t(`analysis.kind.${drivers.by}`),
      rSquared: withInterval(rSquared, (value) => f.number(value, 3)).join(' '),
      n: f.integer(n),
      leftOut: f.integer(leftOut),
    }),
    ...aligned([header, ...rows], new Set([0, 2, 4])),
    t('cli.priorities.lines', {
      importance: line(lines.importance.value, ofImportance),
      performance: line(lines.performance.value, ofPerformance),
    }),
    t(`cli.priorities.method.${method}`),
    t(`cli.priorities.errors.${way}`, { replicates: f.integer(replicates) }),
  ];
}

/** Of an interval of a share, what lies between nothing and everything. */
function writtenImportance(source: WaveDrivers['importance'], { percent, number }: Formats) {
  return (value: number) =>
    source === 'implied' ? percent(Math.min(1, Math.max(0, value)), 1) : number(value, 2);
}

function writtenPerformance(measure: WaveDrivers['performance'], { index, number }: Formats) {
  return (value: number) => (measure === 'csi' ? index(value) : number(value, 2));
}

/** An estimate and its interval in brackets. */
function withInterval(estimate: Estimate | null, written: (value: number) => string): [string, string] {
  if (estimate === null || estimate.estimate === null) return ['–', ''];
  const { estimate: value, lower, upper } = estimate;
  return [written(value), lower === null || upper === null ? '' : `(${written(lower)}–${written(upper)})`];
}
