import type { Plan, ValuePlan } from '#reports/plan.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { saidIn } from './design/said.ts';
import { type Choices, type FieldView, lineField, selectField, type Typed } from './form.view.ts';

/** What of a survey the part "What first" of its report can be made of. */
export interface FirstGround {
  /** Questions that can be explained. */
  readonly outcomes: readonly { readonly key: string; readonly text: LocalizedText }[];
  /** Attributes of customers that are numbers. */
  readonly amounts: readonly string[];
}

/** What is taken where nobody decided. */
export const usualValue: ValuePlan = { currency: 'CNY', lossRate: [0.1, 0.3] };

/** What the report explains, by which parts, and how revenue at risk is reckoned. */
export function firstFields(
  { plan, outcomes, amounts, typed }: FirstGround & { readonly plan: Plan; readonly typed: Typed },
  t: Translate,
): FieldView[] {
  const words = (name: 'outcome' | 'driversBy' | 'revenue' | 'currency' | 'lossLeast' | 'lossMost') => ({
    name,
    label: t(`plan.${name}`),
    hint: t(`plan.${name}.hint`),
  });
  const { drivers, value = usualValue } = plan;
  const { percent } = formats(t.locale);
  const [least, most] = value.lossRate.map((rate) =>
    percent(rate, Number.isInteger(Math.round(rate * 1e6) / 1e4) ? 0 : 1),
  );
  const parts = (['item', 'dimension', 'factor'] as const).map(
    (by) => [by, t(`plan.driversBy.${by}`)] as const,
  );
  return [
    selectField(
      words('outcome'),
      typed,
      [
        ['', t('plan.outcome.rule')],
        ...outcomes.map(({ key, text }) => [key, saidIn(text, t) || key] as const),
        ...gone(
          drivers?.outcome,
          outcomes.map(({ key }) => key),
          t,
        ),
      ],
      drivers?.outcome ?? '',
    ),
    selectField(words('driversBy'), typed, [['', t('plan.driversBy.rule')], ...parts], drivers?.by ?? ''),
    selectField(
      words('revenue'),
      typed,
      [
        ['', t('plan.revenue.none')],
        ...amounts.map((name) => [name, name] as const),
        ...gone(value.revenue, amounts, t),
      ],
      value.revenue ?? '',
    ),
    lineField(words('currency'), typed, { value: value.currency }),
    lineField(words('lossLeast'), typed, { value: least ?? '' }),
    lineField(words('lossMost'), typed, { value: most ?? '' }),
  ];
}

/** What was decided, though it is known no more. */
function gone(decided: string | undefined, known: readonly string[], t: Translate): Choices {
  return decided === undefined || known.includes(decided)
    ? []
    : [[decided, t('plan.gone', { name: decided })]];
}
