import { stratumVariable } from '#reports/plan.ts';
import type { WeightingClass } from '#reports/weighting/nonresponse.ts';
import type { TargetTotal, WeightingStep } from '#reports/weighting/weighting-steps.ts';
import { classesNamed, crossingNamed, type Focus, valueNamed, variableNamed } from './focus.ts';
import { factorText, sumText, weightText } from './weight-words.ts';

export interface BaseTable {
  readonly caption: string;
  readonly rows: readonly {
    readonly name: string;
    readonly population: string;
    readonly sampled: string;
    readonly weight: string;
    readonly answered: string;
  }[];
}

export interface ClassTable {
  readonly title: string;
  /** What those who stand for their class are called. */
  readonly standing: string;
  readonly rows: readonly {
    /** Several where classes were joined that have little in common. */
    readonly names: readonly string[];
    readonly joined: string | null;
    readonly sampled: string;
    readonly respondents: string;
    readonly share: string;
    readonly factor: string;
  }[];
  readonly caption: string;
}

export interface MarginTable {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly {
    readonly name: string;
    readonly respondents: Part;
    readonly total: Part;
    readonly before: Part;
    readonly difference: string;
    readonly after: Part;
  }[];
}

/** A count and its share of the whole; without a share where there is no whole. */
interface Part {
  readonly value: string;
  readonly share: string;
}

/** N_h, n_h and N_h / n_h of every stratum anybody was drawn from. */
export function baseTable(focus: Focus): BaseTable | null {
  const { t, f, wave } = focus;
  const drawn = wave.sampling.strata.filter(({ sampled }) => sampled > 0);
  if (drawn.length === 0) return null;
  return {
    caption: t('weights.base.table'),
    rows: drawn.map(({ stratum, population, sampled, respondents }) => ({
      name: valueNamed(focus, stratumVariable, stratum),
      population: population === null ? '—' : f.integer(population),
      sampled: f.integer(sampled),
      weight: population === null ? '—' : weightText(f, population / sampled),
      answered: f.integer(respondents),
    })),
  };
}

/** The classes of a step in which some stand for the others. */
export function classTable(
  step: 'unknownEligibility' | 'nonresponse',
  classes: readonly WeightingClass[],
  focus: Focus,
): ClassTable {
  const { t, f, wave } = focus;
  const variables = wave.plan.weighting[step]?.classes ?? [];
  return {
    title: t('weights.classes.title'),
    standing: t(step === 'nonresponse' ? 'weights.answered' : 'weights.classKnown'),
    rows: classes.map(({ classes: members, sampled, respondents, factor }) => ({
      names: classesNamed(focus, variables, members),
      joined: members.length > 1 ? t('weights.joined') : null,
      sampled: f.integer(sampled),
      respondents: f.integer(respondents),
      share: sampled === 0 ? '—' : f.percent(respondents / sampled, 1),
      factor: factorText(f, factor),
    })),
    caption: t('weights.classesCaption'),
  };
}

/** A category with its shares of its margin; shares are `null` for a number, which has no whole. */
export interface CategoryShares {
  readonly margin: string;
  readonly name: string;
  readonly counts: TargetTotal;
  readonly shares: {
    readonly respondents: number;
    readonly total: number;
    readonly before: number;
    readonly after: number;
  } | null;
}

/** The categories of each margin of a step, in the words of the plan. */
export function marginsOf({ totals = [] }: WeightingStep, focus: Focus): Map<string, CategoryShares[]> {
  const margins = new Map<string, CategoryShares[]>();
  for (const margin of new Set(totals.map((one) => one.margin))) {
    const own = totals.filter((one) => one.margin === margin);
    const variables = margin.split('|');
    const sum = (of: (one: TargetTotal) => number) => own.reduce((whole, one) => whole + of(one), 0);
    const wholes = {
      respondents: sum(({ respondents }) => respondents),
      total: sum(({ total }) => total),
      before: sum(({ before }) => before),
      after: sum(({ after }) => after),
    };
    margins.set(
      margin,
      own.map((counts) => ({
        margin: variables.map((name) => variableNamed(focus, name)).join(' · '),
        name: counts.category === null ? '' : crossingNamed(focus, variables, counts.category),
        counts,
        shares:
          counts.category === null
            ? null
            : {
                respondents: counts.respondents / wholes.respondents,
                total: counts.total / wholes.total,
                before: counts.before / wholes.before,
                after: counts.after / wholes.after,
              },
      })),
    );
  }
  return margins;
}

/**
 * A table for each margin: categories as answered, as they are, and as weighted before and after.
 *
 * @param compared which of the weighted shares is held against the truth
 */
export function marginTables(step: WeightingStep, compared: 'before' | 'after', focus: Focus): MarginTable[] {
  const { t } = focus;
  return [...marginsOf(step, focus).values()].map((categories, place) => ({
    id: `${step.step}-margin-${place + 1}`,
    title: t('weights.margin.title', { margin: categories[0]?.margin ?? '' }),
    rows: categories.map((category) => marginRow(category, compared, focus)),
  }));
}

function marginRow(
  { name, counts, shares }: CategoryShares,
  compared: 'before' | 'after',
  { f }: Focus,
): MarginTable['rows'][number] {
  const part = (value: string, share: number | undefined): Part => ({
    value,
    share: share === undefined ? '' : f.percent(share, 1),
  });
  return {
    name,
    respondents: part(f.integer(counts.respondents), shares?.respondents),
    total: part(f.integer(counts.total), shares?.total),
    before: part(sumText(f, counts.before), shares?.before),
    difference: shares === null ? '—' : f.signed(100 * (shares[compared] - shares.total), 1),
    after: part(sumText(f, counts.after), shares?.after),
  };
}
