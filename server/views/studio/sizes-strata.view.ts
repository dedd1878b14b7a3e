import type { StrataForecast } from '../../actions/forecast-strata.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Typed } from './form.view.ts';

/** A field in a table: what stands when nothing is typed is said in it. */
interface CellField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly usual: string;
  readonly error: string | null;
}

/** What is expected of each stratum, to be changed. */
export interface StrataView {
  readonly summary: string;
  readonly hint: string;
  readonly isOpen: boolean;
  /** The key of the list whose strata these are. */
  readonly list: string;
  readonly heads: {
    readonly stratum: string;
    readonly population: string;
    readonly fields: readonly string[];
  };
  /** None of a list of too many strata. */
  readonly rows: readonly {
    readonly stratum: string;
    readonly population: string;
    readonly fields: readonly CellField[];
  }[];
}

/** More strata make a form too long to send as an address. */
const mostStrata = 100;

const kinds = ['spread', 'cost', 'rate'] as const;

export function strataView(
  { strata }: StrataForecast,
  list: string,
  { values, errors }: Typed,
  t: Translate,
): StrataView {
  const { integer, number, percent } = formats(t.locale);
  const isMany = strata.size > mostStrata;
  const rows = [...strata].map(([stratum, { population, spread, responseRate }], place) => {
    const usual = { spread: number(spread, 3), cost: '1', rate: percent(responseRate, 1) };
    const fields = kinds.map((kind) => ({
      name: `${kind}.${place}`,
      label: t(`sizes.${kind}.of`, { stratum }),
      value: values.get(`${kind}.${place}`) ?? '',
      usual: usual[kind],
      error: errors.get(`${kind}.${place}`) ?? null,
    }));
    return { stratum, population: integer(population), fields };
  });
  return {
    summary: t('sizes.byStratum'),
    hint: isMany ? t('sizes.byStratum.many', { most: mostStrata }) : t('sizes.byStratum.hint'),
    isOpen: rows.some(({ fields }) => fields.some(({ value }) => value !== '')),
    list,
    heads: {
      stratum: t('sizes.stratum'),
      population: t('sizes.population'),
      fields: kinds.map((kind) => t(`sizes.${kind}`)),
    },
    rows: isMany ? [] : rows,
  };
}
