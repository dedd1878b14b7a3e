import type { Plan } from '#reports/plan.ts';
import { usualValue } from '../../views/studio/plan-first.view.ts';
import { numberTyped } from './typed-number.ts';

/** The fields of "What first", by where in a plan they stand. */
export const firstFieldsByPath: readonly (readonly [path: string, field: string])[] = [
  ['drivers.outcome', 'outcome'],
  ['drivers.by', 'driversBy'],
  ['value.revenue', 'revenue'],
  ['value.currency', 'currency'],
  ['value.lossRate.0', 'lossLeast'],
  ['value.lossRate', 'lossMost'],
];

/** What somebody decided of "What first", as a plan has it, yet to be checked. A form without these fields changes nothing. */
export function readPlanFirst(values: ReadonlyMap<string, string>, now: Plan) {
  if (!values.has('outcome')) return { drivers: now.drivers, value: now.value };
  const text = (name: string) => (values.get(name) ?? '').trim();
  const chosen = (name: string) => (text(name) === '' ? undefined : text(name));
  const [outcome, by, revenue] = ['outcome', 'driversBy', 'revenue'].map(chosen);
  const { value = usualValue } = now;
  return {
    drivers: outcome === undefined && by === undefined ? undefined : { outcome, by },
    value:
      revenue === undefined && now.value === undefined
        ? undefined
        : {
            ...value,
            revenue,
            currency: text('currency').toUpperCase(),
            lossRate: [rate(text('lossLeast')), rate(text('lossMost'))],
          },
  };
}

/** A share of which the form asks the per cent, with or without the sign; NaN for anything else. */
function rate(typed: string): number {
  const number = numberTyped(typed) ?? Number.NaN;
  return /[%％٪]\s*$/.test(typed) ? number : number / 100;
}
