import type { Driver, WaveDrivers } from './wave-drivers.ts';

/** What a reader of drivers has to know. `driver` is the key of a part. */
export type DriverWarning =
  /** Fewer than half of the respondents answered about the outcome and every driver. */
  | { readonly code: 'most-left-out'; readonly params: { readonly n: number; readonly leftOut: number } }
  /** So few cases for so many drivers that much of R² would be there by chance. */
  | { readonly code: 'few-cases'; readonly params: { readonly n: number; readonly byChance: number } }
  /** The driver goes with a lower outcome; its contribution has no sign and does not show it. */
  | {
      readonly code: 'against-outcome';
      readonly params: { readonly driver: string; readonly correlation: number };
    }
  /** So many expect the utmost that perception can only fall short. */
  | {
      readonly code: 'expectation-ceiling';
      readonly params: { readonly driver: string; readonly share: number };
    }
  /** Both sides were answered so much alike that their difference says little. */
  | {
      readonly code: 'sides-alike';
      readonly params: { readonly driver: string; readonly correlation: number };
    }
  /** Replicates in which importance was not defined, so that errors rest on the others. */
  | {
      readonly code: 'replicates-discarded';
      readonly params: { readonly discarded: number; readonly replicates: number };
    };

/** R² that as many drivers of pure noise would show on average, p/(n − 1), above which it is worth a word. */
const MUCH_BY_CHANCE = 0.1;
/** A share of expectations at the top from which C below 1 comes close to following from the scale. */
const CEILING = 0.5;
/** A correlation of both sides from which the difference of two good scales (α = 0.9) has a reliability of a half. */
const ALIKE = 0.8;

/** What to warn of, by drivers in their order. */
export function driverWarnings({
  n,
  leftOut,
  errors,
  drivers,
}: Pick<WaveDrivers, 'n' | 'leftOut' | 'errors' | 'drivers'>): DriverWarning[] {
  const byChance = drivers.length / (n - 1);
  const { discarded, replicates } = errors;
  return [
    ...(leftOut > n ? [{ code: 'most-left-out' as const, params: { n, leftOut } }] : []),
    ...(byChance > MUCH_BY_CHANCE ? [{ code: 'few-cases' as const, params: { n, byChance } }] : []),
    ...(discarded > 0 ? [{ code: 'replicates-discarded' as const, params: { discarded, replicates } }] : []),
    ...drivers.flatMap(warningsOf),
  ];
}

function warningsOf({ key: driver, correlation, expectations }: Driver): DriverWarning[] {
  const { estimate: share } = expectations.atTop;
  const { estimate: alike } = expectations.correlation;
  const warnings: DriverWarning[] = [];
  if (correlation < 0) warnings.push({ code: 'against-outcome', params: { driver, correlation } });
  if (share !== null && share >= CEILING) {
    warnings.push({ code: 'expectation-ceiling', params: { driver, share } });
  }
  if (alike !== null && alike >= ALIKE) {
    warnings.push({ code: 'sides-alike', params: { driver, correlation: alike } });
  }
  return warnings;
}
