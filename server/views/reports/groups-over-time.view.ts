import type { Change, Figure, WaveReport } from '#reports/report.ts';
import { bounded, type Focus, isMoreThanNoise, shown, variableName } from './focus.ts';
import { groupsOf, type HeatCell, type HeatMap, toneOf } from './heat-map.view.ts';

/** The most waves side by side; the latest are the ones that count. */
const mostWaves = 8;

type Domain = Readonly<Record<string, string>> | null;

/**
 * The overall index of every group over the waves, coloured where it changed since the wave before by more than noise.
 * `null` before there are two waves with figures, or where there are no groups.
 */
export function groupsOverTime(focus: Focus): HeatMap | null {
  const { t, report, waveName } = focus;
  const measured = report.waves.filter(({ state }) => state === 'measured');
  const waves = measured.slice(-mostWaves);
  if (waves.length < 2 || report.segments.length === 0) return null;
  const changes = new Map(
    report.changes.flatMap((change) =>
      change.name === 'csi' && change.target === 'overall'
        ? [[nameOf(change.domain, change.from, change.to), change] as const]
        : [],
    ),
  );
  const cellsOf = (domain: Domain) =>
    waves.map((wave) => {
      const before = measured[measured.indexOf(wave) - 1];
      const change = before && changes.get(nameOf(domain, before.key, wave.key));
      return cellIn(focus, overallIn(wave, domain), change ?? null);
    });
  const row = (name: string, domain: Domain) => ({ name, note: '', cells: cellsOf(domain), n: null });
  return {
    head: t('report.segments.group'),
    columns: waves.map(waveName),
    width: waves.length + 1,
    blocks: [
      { name: '', rows: [row(t('report.forWhom.everybody'), null)] },
      ...report.segments.map((segment) => ({
        name: variableName(focus, segment),
        rows: groupsOf(focus, segment).map(({ name, variable, value }) => row(name, { [variable]: value })),
      })),
    ],
    answers: null,
  };
}

function nameOf(domain: Domain, from: string, to: string): string {
  return JSON.stringify([domain, from, to]);
}

function overallIn({ figures }: WaveReport, domain: Domain): Figure | null {
  const cell = JSON.stringify(domain);
  return (
    figures.find(
      (one) => one.name === 'csi' && one.target === 'overall' && JSON.stringify(one.domain) === cell,
    ) ?? null
  );
}

function cellIn({ t, f, report }: Focus, figure: Figure | null, change: Change | null): HeatCell {
  const value = shown(figure);
  const known = bounded(figure);
  const difference = change?.difference ?? null;
  const isReal = change !== null && isMoreThanNoise(change, report.plan.confidence);
  const arrow = isReal && difference !== null ? (difference > 0 ? '▲ ' : '▼ ') : '';
  return {
    index: value === null ? '—' : f.index(value.estimate),
    interval: known === null ? '' : f.range(known.lower, known.upper, 3),
    difference: difference === null ? '' : `${arrow}${f.signed(difference, 3)}`,
    tone: isReal && difference !== null ? toneOf(difference, report.index.band) : 'same',
    heldBack: figure !== null && figure.suppressed !== null ? t('report.forWhom.held') : null,
  };
}
