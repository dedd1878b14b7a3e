import type { Outcomes, WaveReport } from '#reports/report.ts';
import { type Disposition, dispositions } from '#surveys/sampling/dispositions.ts';
import type { ResponseRates } from '#surveys/sampling/response-rates.ts';
import type { Focus } from './focus.ts';

/** AAPOR's letters, as they stand in the formulas of the rates. */
export const codes: Readonly<Record<Disposition, string>> = {
  complete: 'I',
  partial: 'P',
  refused: 'R',
  noContact: 'NC',
  other: 'O',
  unknown: 'U',
  notEligible: 'NE',
};

export interface RateTable {
  readonly groups: readonly { readonly name: string; readonly rates: readonly RateRow[] }[];
  readonly hasWeighted: boolean;
  /** How e came about, what weighting changes, which rates to take with care. */
  readonly notes: readonly string[];
}

interface RateRow {
  readonly name: keyof ResponseRates;
  readonly meaning: string;
  readonly formula: string;
  readonly numbers: string;
  readonly value: string;
  readonly weighted: string;
}

/** How much of the customers of unknown eligibility stands below the line. */
type Unknown = 'all' | 'estimated' | 'none';

interface RateParts {
  readonly above: readonly Disposition[];
  readonly below: readonly Disposition[];
  readonly unknown: Unknown;
}

const answered = ['complete', 'partial'] as const;
const contacted = [...answered, 'refused', 'other'] as const;
const knownEligible = [...answered, 'refused', 'noContact', 'other'] as const;

const among = (above: readonly Disposition[], unknown: Unknown): RateParts => ({
  above,
  below: knownEligible,
  unknown,
});
const ofReached = (above: readonly Disposition[], below: readonly Disposition[]): RateParts => ({
  above,
  below,
  unknown: 'none',
});

const rateParts: Readonly<Record<keyof ResponseRates, RateParts>> = {
  RR1: among(['complete'], 'all'),
  RR2: among(answered, 'all'),
  RR3: among(['complete'], 'estimated'),
  RR4: among(answered, 'estimated'),
  RR5: among(['complete'], 'none'),
  RR6: among(answered, 'none'),
  COOP1: ofReached(['complete'], contacted),
  COOP2: ofReached(answered, contacted),
  COOP3: ofReached(['complete'], [...answered, 'refused']),
  COOP4: ofReached(answered, [...answered, 'refused']),
  REF1: among(['refused'], 'all'),
  REF2: among(['refused'], 'estimated'),
  REF3: among(['refused'], 'none'),
  CON1: among(contacted, 'all'),
  CON2: among(contacted, 'estimated'),
  CON3: among(contacted, 'none'),
};

const groups = {
  response: ['RR1', 'RR2', 'RR3', 'RR4', 'RR5', 'RR6'],
  cooperation: ['COOP1', 'COOP2', 'COOP3', 'COOP4'],
  refusal: ['REF1', 'REF2', 'REF3'],
  contact: ['CON1', 'CON2', 'CON3'],
} as const;

/** All of AAPOR's outcome rates of a wave with what goes into each, unweighted and weighted. */
export function rateTable(outcomes: WaveReport['dispositions'], focus: Focus): RateTable {
  const { t } = focus;
  return {
    groups: (['response', 'cooperation', 'refusal', 'contact'] as const).map((group) => ({
      name: t(`report.rates.${group}`),
      rates: groups[group].map((name) => rateRow(name, outcomes, focus)),
    })),
    hasWeighted: outcomes.weighted !== null,
    notes: [
      eligibilityInWords(outcomes, focus),
      ...(outcomes.weighted === null ? [] : [t('report.rates.weighted')]),
      t('report.rates.care'),
    ],
  };
}

function rateRow(
  name: keyof ResponseRates,
  { counts, rates, eligibility, weighted }: WaveReport['dispositions'],
  { t, f }: Focus,
): RateRow {
  const { above, below, unknown } = rateParts[name];
  const share = (rate: number | null) => (rate === null ? '—' : f.percent(rate, 1));
  const times = unknown === 'all' ? 1 : unknown === 'none' || counts.unknown === 0 ? 0 : eligibility.share;
  const line = times === null ? null : total(below, counts) + times * counts.unknown;
  return {
    name,
    meaning: t(`report.rate.${name}`),
    formula: `${letters(above, above.length > 1)} / (${letters(below, false)}${unknownTerm[unknown]})`,
    numbers: `${f.integer(total(above, counts))} / ${line === null ? '—' : f.number(line, Number.isInteger(line) ? 0 : 1)}`,
    value: share(rates[name]),
    weighted: share(weighted?.rates[name] ?? null),
  };
}

const unknownTerm: Readonly<Record<Unknown, string>> = { all: ' + U', estimated: ' + e·U', none: '' };

function letters(parts: readonly Disposition[], inBrackets: boolean): string {
  const sum = dispositions
    .filter((one) => parts.includes(one))
    .map((one) => codes[one])
    .join(' + ');
  return inBrackets ? `(${sum})` : sum;
}

function total(parts: readonly Disposition[], counts: Outcomes['counts']): number {
  return parts.reduce((sum, part) => sum + counts[part], 0);
}

/** Which share of the customers of unknown eligibility is taken to be eligible, and why. */
function eligibilityInWords(outcomes: WaveReport['dispositions'], { t, f }: Focus): string {
  const { counts, eligibility, weighted } = outcomes;
  if (counts.unknown === 0) return t('report.rates.noUnknown');
  if (eligibility.share === null) return t('report.rates.eligibilityUnknown');
  const eligible = total(knownEligible, counts);
  const params = {
    e: f.percent(eligibility.share, 1),
    unknown: f.integer(counts.unknown),
    eligible: f.integer(eligible),
    known: f.integer(eligible + counts.notEligible),
  };
  const weightedShare = weighted?.eligibility.share ?? null;
  if (weightedShare === null) return t('report.rates.eligibility', params);
  return t('report.rates.eligibilityBoth', { ...params, weighted: f.percent(weightedShare, 1) });
}
