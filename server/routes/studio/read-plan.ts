import { type Plan, plan as planSchema } from '#reports/plan.ts';
import type { Translate } from '../../i18n/translate.ts';
import {
  isSmallestField,
  type PlanVariable,
  smallestField,
  smallestGroups,
  tickedFor,
} from '../../views/studio/plan.view.ts';
import { firstFieldsByPath, readPlanFirst } from './read-plan-first.ts';
import { numberTyped } from './typed-number.ts';

/** The fields of the form, by where in a plan they stand. */
const fields: readonly (readonly [path: string, field: string])[] = [
  ['weighting.nonresponse.minimum', 'minimum'],
  ['weighting.nonresponse', 'nonresponse'],
  ['weighting.calibration.margins', 'margins'],
  ['weighting.calibration', 'method'],
  ['weighting.largestWeight', 'largestWeight'],
  ['segments', 'segments'],
  ['smallestCell', 'smallestCell'],
  ['confidence', 'confidence'],
  ['change', 'change'],
  ...firstFieldsByPath,
];

/**
 * A plan as somebody filled it in. What the form does not show of the plan that holds now stays as it is.
 *
 * @returns what is wrong, in words by the name of the field
 */
export function readPlan(
  values: ReadonlyMap<string, string>,
  now: Plan,
  variables: readonly PlanVariable[],
  t: Translate,
): { readonly plan: Plan } | { readonly errors: ReadonlyMap<string, string> } {
  const classes = tickedFor('nonresponse', values, variables, now.weighting.nonresponse?.classes);
  const margins = tickedFor('margins', values, variables, now.weighting.calibration?.margins);
  const { nonresponse, calibration, largestWeight: _, ...weighting } = now.weighting;
  const number = (name: string) => numberTyped(values.get(name) ?? '') ?? Number.NaN;
  const groups = smallestGroups(now, variables).flatMap(({ variable, value, smallest }) => {
    const typed = values.get(smallestField(variable, value)) ?? String(smallest ?? '');
    return typed === '' ? [] : [{ variable, value, smallest: numberTyped(typed) ?? Number.NaN }];
  });
  const read = planSchema.safeParse({
    ...now,
    weighting: {
      ...weighting,
      ...(classes.length === 0
        ? {}
        : { nonresponse: { ...nonresponse, classes, minimum: number('minimum') } }),
      ...(margins.length === 0
        ? {}
        : { calibration: calibrated(values.get('method'), margins, calibration) }),
      ...((values.get('largestWeight') ?? '') === '' ? {} : { largestWeight: number('largestWeight') }),
    },
    segments: tickedFor('segments', values, variables, now.segments),
    smallestCell: number('smallestCell'),
    smallestCells: groups,
    confidence: number('confidence'),
    change: values.get('change'),
    ...readPlanFirst(values, now),
  });
  if (read.success) return { plan: read.data };
  const wrong = read.error.issues.map(({ path }) => {
    const at = path.join('.');
    const group = path[0] === 'smallestCells' ? groups[Number(path[1])] : undefined;
    if (group !== undefined) return smallestField(group.variable, group.value);
    return fields.find(([start]) => at.startsWith(start))?.[1] ?? '';
  });
  const errors = [...new Set(wrong)].map((field) => [field, t(errorOf(field))] as const);
  return { errors: new Map(errors) };
}

type Calibration = NonNullable<Plan['weighting']['calibration']>;

/** Bounds belong to a method: another one begins without them. */
function calibrated(method: string | undefined, margins: readonly string[], now: Calibration | undefined) {
  return { ...(now?.method === method ? now : {}), method, margins };
}

function errorOf(field: string) {
  if (isSmallestField(field)) return 'plan.smallestCell.wrong';
  switch (field) {
    case 'minimum':
      return 'plan.minimum.wrong';
    case 'margins':
    case 'method':
      return 'plan.margins.wrong';
    case 'currency':
      return 'plan.currency.wrong';
    case 'lossLeast':
    case 'lossMost':
      return 'plan.loss.wrong';
    case 'largestWeight':
      return 'plan.largestWeight.wrong';
    case 'smallestCell':
      return 'plan.smallestCell.wrong';
    default:
      return 'plan.wrong';
  }
}
