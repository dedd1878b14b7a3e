import { stratumVariable } from '#reports/plan.ts';
import type { ClassRule } from '#surveys/sampling/class-rules.ts';
import { classRuleText } from '../../cli/class-rule.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';

interface Stratum {
  readonly stratum: string;
  readonly population: number;
}

/** A stratum of a list as tables show it. */
export interface StratumRow {
  readonly stratum: string;
  readonly population: string;
  /** Said where it has very few customers. */
  readonly small: string | null;
}

/** Answers of which a report shows a group by itself, where nothing else is planned. */
const smallest = 10;

export function stratumRows(strata: readonly Stratum[], t: Translate): readonly StratumRow[] {
  const { integer } = formats(t.locale);
  return strata.map(({ stratum, population }) => ({
    stratum,
    population: integer(population),
    small: strata.length > 1 && population < smallest ? t('customers.small') : null,
  }));
}

/** What small strata mean; `null` where there are none. */
export function smallStrata(strata: readonly Stratum[], t: Translate): string | null {
  const { integer } = formats(t.locale);
  const small = strata.filter(({ population }) => population < smallest);
  if (strata.length < 2 || small.length === 0) return null;
  return t('customers.small.help', { strata: integer(small.length), smallest: integer(smallest) });
}

/** How the classes of a list were worked out, a sentence for each attribute. */
export function classSentences(
  rules: Readonly<Record<string, ClassRule>> | null,
  t: Translate,
): readonly string[] {
  return Object.entries(rules ?? {}).map(([attribute, rule]) =>
    t('customers.rule', { attribute, rule: classRuleText(t, rule) }),
  );
}

/** What is counted of a list by the values of its attributes: a row for each attribute. */
export function countRows(
  margins: Readonly<Record<string, Readonly<Record<string, number>>>>,
  t: Translate,
): readonly { readonly name: string; readonly values: string }[] {
  return Object.entries(margins)
    .filter(([name]) => name !== stratumVariable)
    .map(([name, counts]) => ({ name, values: countsSaid(counts, t) ?? t('customers.list.many') }));
}

/** More are not read by anybody. */
const mostShown = 30;

/** How many customers have each value; `null` where there are too many to read. */
function countsSaid(counts: Readonly<Record<string, number>>, t: Translate): string | null {
  const { integer } = formats(t.locale);
  const values = Object.entries(counts);
  if (values.length > mostShown) return null;
  return values
    .map(([value, customers]) => `${value === '' ? t('studio.none') : value} ${integer(customers)}`)
    .join(' · ');
}
