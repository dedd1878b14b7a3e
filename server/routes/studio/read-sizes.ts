import { normalQuantile } from '#reports/statistics/distributions.ts';
import type { ComparisonRequest } from '#surveys/sampling/compare-allocations.ts';
import {
  type ForecastRequest,
  usualDomainMinimum,
  usualResponseRate,
  usualSpread,
} from '../../actions/forecast-strata.ts';
import type { Translate } from '../../i18n/translate.ts';
import { percentIn } from './read-draw.ts';
import { numberTyped, percentTyped } from './typed-number.ts';

/** The quantile of intervals of 95 %, and that of a power of 80 %. */
export const confident = normalQuantile(0.975);
const powerful = normalQuantile(0.8);

/** What is assumed of the same customer's values in two waves. */
const usualCorrelation = 0.5;

/** What the page that compares ways to divide a sample is asked. */
export interface SizesWanted {
  readonly assumed: ForecastRequest['assumed'];
  readonly said: ForecastRequest['said'];
  /** `null` before anything was asked. */
  readonly aim: ComparisonRequest['aim'] | null;
  readonly domainMinimum: number;
  /** The share of customers asked both times; 0 where it makes no difference. */
  readonly overlap: number;
}

/**
 * What is to be compared, as the form says it: what was not typed is as usual, and what is wrong is said by field.
 *
 * @param strata of the list, in order: fields of a stratum end with its place
 * @param list the key of the list, to which places of strata belong
 */
export function readSizes(
  values: ReadonlyMap<string, string>,
  {
    strata,
    list,
    isKeepable,
  }: { readonly strata: readonly string[]; readonly list: string; readonly isKeepable: boolean },
  t: Translate,
): { readonly wanted: SizesWanted; readonly errors: Map<string, string> } {
  const errors = new Map<string, string>();
  const fieldOf = (name: string, read: (text: string) => number | null, usual: number): number => {
    const text = values.get(name) ?? '';
    const number = text === '' ? usual : read(text);
    if (number === null) errors.set(name, t(`sizes.${kindOf(name)}.wrong`));
    return number ?? usual;
  };
  const isOfList = !values.has('list') || values.get('list') === list;
  if (!isOfList) errors.set('', t('sizes.strata.changed'));
  const ofStrata = (name: string, read: (text: string) => number | null): Map<string, number> => {
    const said = new Map<string, number>();
    for (const [place, stratum] of strata.entries()) {
      const text = isOfList ? (values.get(`${name}.${place}`) ?? '') : '';
      if (text === '') continue;
      const number = read(text);
      if (number === null) errors.set(`${name}.${place}`, `${stratum}: ${t(`sizes.${kindOf(name)}.wrong`)}`);
      else said.set(stratum, number);
    }
    return said;
  };
  const overlap = isKeepable ? fieldOf('overlap', (text) => percentIn(text.normalize('NFKC')), 0) : 0;
  const isOfChange = values.get('aim') === 'change';
  const wanted = {
    assumed: {
      spread: fieldOf('spread', spreadTyped, usualSpread),
      responseRate: fieldOf('rate', percentTyped, usualResponseRate),
    },
    domainMinimum: fieldOf('minimum', wholeTyped, usualDomainMinimum),
    said: {
      spreads: ofStrata('spread', spreadTyped),
      costs: ofStrata('cost', costTyped),
      responseRates: ofStrata('rate', percentTyped),
    },
    aim: values.has('aim') ? aimIn(values, overlap) : null,
    overlap: isOfChange ? overlap : 0,
  };
  if (values.has('aim') && wanted.aim === null)
    errors.set('value', t(values.get('aim') === 'total' ? 'sizes.total.wrong' : 'sizes.bad'));
  return { wanted, errors };
}

type Kind = 'spread' | 'rate' | 'cost' | 'minimum' | 'overlap';

function kindOf(name: string): Kind {
  const [kind = ''] = name.split('.');
  switch (kind) {
    case 'spread':
    case 'rate':
    case 'cost':
    case 'minimum':
      return kind;
    default:
      return 'overlap';
  }
}

function aimIn(values: ReadonlyMap<string, string>, overlap: number): ComparisonRequest['aim'] | null {
  const value = numberTyped(values.get('value') ?? '');
  if (value === null || value <= 0) return null;
  switch (values.get('aim')) {
    case 'total':
      return Number.isInteger(value) ? { total: value } : null;
    case 'change': {
      const surely = { zTest: confident, zPower: powerful };
      return { change: { change: value, ...surely, overlap, correlation: usualCorrelation } };
    }
    default:
      return { margin: value, z: confident };
  }
}

/** Nobody differs not at all, and on no scale by more than some times its mean. */
function spreadTyped(text: string): number | null {
  const number = numberTyped(text);
  return number !== null && number >= 0.001 && number <= 10 ? number : null;
}

function costTyped(text: string): number | null {
  const number = numberTyped(text);
  return number !== null && number > 0 ? number : null;
}

function wholeTyped(text: string): number | null {
  const number = numberTyped(text);
  return number !== null && Number.isInteger(number) && number <= 1_000_000 ? number : null;
}
