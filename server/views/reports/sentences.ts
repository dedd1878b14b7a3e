import type { Change, Figure } from '#reports/report.ts';
import { type Bounded, bounded, decidingP, type Focus, isMoreThanNoise } from './focus.ts';

/**
 * What the figures say, in sentences written by rules. A sentence claims a difference only where two intervals do
 * not meet (which, whatever their correlation, implies a difference at the level of the intervals) or where a
 * change survives its adjusted p value; it names a lowest or highest only where that stands apart from all others.
 */

export interface Named extends Bounded {
  readonly name: string;
}

/** Two or three sentences for the head of the report. */
export function headSentences(focus: Focus): string[] {
  return [factorSentence(focus), weakestItemsSentence(focus), changesSentence(focus)].filter(
    (sentence) => sentence !== null,
  );
}

/** The named things that have an interval, from the lowest estimate to the highest. */
export function ranked(named: readonly { name: string; figure: Figure | null }[]): Named[] {
  return named
    .flatMap(({ name, figure }) => {
      const known = bounded(figure);
      return known === null ? [] : [{ name, ...known }];
    })
    .sort((a, b) => a.estimate - b.estimate);
}

/** What can be said of several parts at once; the ranking is from the lowest to the highest. */
export function separation(ranking: readonly Named[]): {
  /** The lowest, where its interval stays below those of all others. */
  lowest: Named | null;
  /** The highest, where its interval stays above those of all others. */
  highest: Named | null;
  /** Of the pairs whose intervals do not meet, the one furthest apart. */
  ends: readonly [Named, Named] | null;
} {
  const first = ranking[0];
  const last = ranking.at(-1);
  if (first === undefined || last === undefined || first === last) {
    return { lowest: null, highest: null, ends: null };
  }
  return {
    lowest: ranking.slice(1).every(({ lower }) => first.upper < lower) ? first : null,
    highest: ranking.slice(0, -1).every(({ upper }) => last.lower > upper) ? last : null,
    ends: furthestApart(ranking),
  };
}

function furthestApart(ranking: readonly Named[]): readonly [Named, Named] | null {
  const pairs = ranking.flatMap((low) =>
    ranking.filter(({ lower }) => low.upper < lower).map((high) => [low, high] as const),
  );
  const distance = ([low, high]: readonly [Named, Named]) => high.estimate - low.estimate;
  return pairs.sort((a, b) => distance(b) - distance(a))[0] ?? null;
}

function factorSentence(focus: Focus): string | null {
  const { t, f, report, text, figure } = focus;
  const ranking = ranked(
    report.factors.map(({ key, name }) => ({ name: text(name), figure: figure('csi', `factor:${key}`) })),
  );
  if (ranking.length < 2) return null;
  const { lowest, highest, ends } = separation(ranking);
  const c = (named: Named) => ({ name: named.name, c: f.index(named.estimate) });
  if (lowest && highest) {
    return t('report.say.factorBothEnds', {
      low: lowest.name,
      lowC: f.index(lowest.estimate),
      high: highest.name,
      highC: f.index(highest.estimate),
    });
  }
  if (lowest) return t('report.say.factorLowest', c(lowest));
  if (highest) return t('report.say.factorHighest', c(highest));
  if (ends) {
    return t('report.say.factorsDiffer', {
      low: ends[0].name,
      lowC: f.index(ends[0].estimate),
      high: ends[1].name,
      highC: f.index(ends[1].estimate),
    });
  }
  return t('report.say.factorsAlike');
}

/** The most items a sentence names as the lowest; a longer group says nothing. */
const mostNamed = 3;

function weakestItemsSentence(focus: Focus): string | null {
  const { t, f, report, text, figure } = focus;
  const ranking = ranked(
    report.factors.flatMap(({ items }) =>
      items.map(({ key, name }) => ({ name: text(name), figure: figure('csi', key) })),
    ),
  );
  const [lowest] = ranking;
  if (lowest === undefined || ranking.length < 3) return null;
  const group = ranking.filter(({ lower }) => lower <= lowest.upper);
  const shortfall = group.every(({ upper }) => upper < 1);
  if (group.length > mostNamed || group.length === ranking.length || !shortfall) return null;
  if (group.length === 1) {
    return t('report.say.itemLowest', { name: lowest.name, c: f.index(lowest.estimate) });
  }
  const names = group.map(({ name, estimate }) => t('report.say.nameWithC', { name, c: f.index(estimate) }));
  return t('report.say.itemsLowest', { names: f.list(names) });
}

interface NamedChange {
  readonly name: string;
  readonly change: Change;
}

/** The largest improvement and the largest worsening among factors and items that survive their adjustment. */
function changesSentence(focus: Focus): string | null {
  const { t, report, before } = focus;
  if (before === null) return null;
  const { factors, items } = namedChanges(focus);
  const compared = [...items, ...factors];
  if (compared.length === 0) return null;
  const real = compared.filter(({ change }) => isMoreThanNoise(change, report.plan.confidence));
  const wave = focus.waveName(before);
  const size = ({ change }: NamedChange) => change.difference ?? 0;
  const rose = real.filter((one) => size(one) > 0).sort((a, b) => size(b) - size(a))[0];
  const fell = real.filter((one) => size(one) < 0).sort((a, b) => size(a) - size(b))[0];
  if (rose === undefined && fell === undefined) {
    return t('report.say.nothingChanged', { wave, factors: factors.length, items: items.length });
  }
  const parts = [
    rose && t('report.say.rose', changeInWords(rose, focus)),
    fell && t('report.say.fell', changeInWords(fell, focus)),
  ].filter((part) => part !== undefined);
  return t('report.say.changed', { wave, changes: parts.join(t('report.say.and')) });
}

/** Changes that were tested: of others nobody knows whether they are noise. */
function namedChanges({ report, text, change }: Focus): { factors: NamedChange[]; items: NamedChange[] } {
  const known = (name: string, found: Change | null): NamedChange[] =>
    found?.difference == null || decidingP(found) === null ? [] : [{ name, change: found }];
  return {
    factors: report.factors.flatMap(({ key, name }) => known(text(name), change('csi', `factor:${key}`))),
    items: report.factors.flatMap(({ items }) =>
      items.flatMap(({ key, name }) => known(text(name), change('csi', key))),
    ),
  };
}

/** A change by its name, with its size and the p value it is judged by. */
export function changeInWords({ name, change }: NamedChange, { f }: Focus) {
  const p = decidingP(change);
  return { name, amount: f.index(Math.abs(change.difference ?? 0)), p: p === null ? '' : f.p(p) };
}
