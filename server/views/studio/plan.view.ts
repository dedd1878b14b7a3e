import { type Plan, stratumVariable, valueClassVariable } from '#reports/plan.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { saidIn } from './design/said.ts';
import {
  boxesField,
  type Choices,
  type FieldView,
  formView,
  lineField,
  radiosField,
  selectField,
  type Typed,
} from './form.view.ts';
import type { StudioFormPage } from './form-page.view.ts';
import { type Standing, surveyFrame, surveyPath } from './frame.view.ts';
import { type FirstGround, firstFields } from './plan-first.view.ts';

/** Something by which customers can be told apart. */
export interface PlanVariable {
  readonly name: string;
  /** The question's text, where it is one. */
  readonly text: LocalizedText | null;
  /** Whether a list counts its customers by it, so that weights can be made to add up to these counts. */
  readonly isCounted: boolean;
}

/** What of a survey can be decided about. */
export interface PlanGround extends FirstGround {
  readonly variables: readonly PlanVariable[];
  /** Waves whose plan is not the survey's. */
  readonly wavesWithTheirOwn: readonly string[];
}

/** The form that says how answers are weighted and what the report shows. */
export function planPage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  about: PlanGround & {
    readonly plan: Plan;
    readonly stamp: string;
    readonly isSaved: boolean;
    readonly typed: Typed;
  },
): StudioFormPage {
  const { t } = standing;
  const { stamp, isSaved, typed, wavesWithTheirOwn } = about;
  const heading = t('plan.title');
  const waves = formats(t.locale).list(wavesWithTheirOwn);
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    prose: [
      t(isSaved ? 'plan.saved' : 'plan.what'),
      ...(wavesWithTheirOwn.length === 0 ? [] : [t('plan.own', { waves })]),
    ],
    back: { href: surveyPath(survey.slug), label: t('plan.back') },
    form: formView(t, typed, {
      action: planPath(survey.slug),
      submit: t('plan.save'),
      hidden: { seen: stamp },
      fields: [...weightingFields(about, t), ...reportFields(about, t), ...firstFields(about, t)],
    }),
  };
}

function weightingFields(
  { plan, variables, typed }: PlanGround & { plan: Plan; typed: Typed },
  t: Translate,
): FieldView[] {
  const words = (name: 'nonresponse' | 'minimum' | 'margins' | 'method' | 'largestWeight') => ({
    name,
    label: t(`plan.${name}`),
    hint: t(`plan.${name}.hint`),
  });
  const counted = variables.filter(({ isCounted }) => isCounted);
  const { nonresponse, calibration, largestWeight } = plan.weighting;
  const choicesOf = choicesBy(plan, t);
  const methods = (['raking', 'poststratification', 'linear'] as const).map(
    (method) => [method, t(`plan.method.${method}`)] as const,
  );
  const kept = calibration?.method === 'logit' ? [['logit', t('plan.method.logit')] as const] : [];
  return [
    boxesField(words('nonresponse'), typed, choicesOf(variables, nonresponse?.classes), nonresponse?.classes),
    lineField(words('minimum'), typed, { value: String(nonresponse?.minimum ?? 20) }),
    boxesField(words('margins'), typed, choicesOf(counted, calibration?.margins), calibration?.margins),
    selectField(words('method'), typed, [...methods, ...kept], calibration?.method ?? 'raking'),
    lineField(words('largestWeight'), typed, { value: String(largestWeight ?? '') }),
  ];
}

function reportFields(
  { plan, variables, typed }: PlanGround & { plan: Plan; typed: Typed },
  t: Translate,
): FieldView[] {
  const words = (name: 'segments' | 'smallestCell' | 'confidence' | 'change') => ({
    name,
    label: t(`plan.${name}`),
    hint: t(`plan.${name}.hint`),
  });
  const { percent } = formats(t.locale);
  const shares = [...new Set([0.9, 0.95, 0.99, plan.confidence])].toSorted((one, other) => one - other);
  const ways = (['overlap', 'stacked', 'independent'] as const).map(
    (way) => [way, t(`plan.change.${way}`)] as const,
  );
  return [
    boxesField(words('segments'), typed, choicesBy(plan, t)(variables, plan.segments), plan.segments),
    lineField(words('smallestCell'), typed, { value: String(plan.smallestCell) }),
    ...smallestFields({ plan, variables, typed }, t),
    selectField(
      words('confidence'),
      typed,
      shares.map((share) => [String(share), percent(share, Number.isInteger(share * 100) ? 0 : 1)] as const),
      String(plan.confidence),
    ),
    radiosField(words('change'), typed, ways, plan.change),
  ];
}

/** Groups that have a smallest number of answers of their own, or may well be given one: the customers of class A. */
export function smallestGroups({ smallestCells }: Plan, variables: readonly PlanVariable[]) {
  const own = smallestCells.map(({ variable, value, smallest }) => ({ variable, value, smallest }));
  const isThere = own.some(({ variable, value }) => variable === valueClassVariable && value === 'A');
  const isKnown = variables.some(({ name }) => name === valueClassVariable);
  return isThere || !isKnown ? own : [{ variable: valueClassVariable, value: 'A', smallest: null }, ...own];
}

/** The field of a group's own smallest number of answers. */
export function smallestField(variable: string, value: string): string {
  return `smallest.${variable}.${value}`;
}

export function isSmallestField(field: string): boolean {
  return field.startsWith('smallest.');
}

function smallestFields(
  { plan, variables, typed }: Pick<PlanGround, 'variables'> & { plan: Plan; typed: Typed },
  t: Translate,
): FieldView[] {
  const isKnown = ({ variable }: { variable: string }) => variables.some(({ name }) => name === variable);
  return smallestGroups(plan, variables)
    .filter(isKnown)
    .map(({ variable, value, smallest }) => {
      const words = Object.hasOwn(plan.variables, variable) ? plan.variables[variable] : undefined;
      const names = {
        variable: saidIn(words?.label, t) || variable,
        value:
          saidIn(words && Object.hasOwn(words.values, value) ? words.values[value] : undefined, t) || value,
      };
      return lineField(
        {
          name: smallestField(variable, value),
          label: t('plan.smallestOf', names),
          hint: t('plan.smallestOf.hint'),
        },
        typed,
        { value: smallest === null ? '' : String(smallest) },
      );
    });
}

/** What can be ticked: what is known, and what is decided already though it is known no more. */
function choicesBy({ variables: words }: Plan, t: Translate) {
  const nameOf = ({ name, text }: Pick<PlanVariable, 'name' | 'text'>) =>
    saidIn(words[name]?.label, t) ||
    (name === stratumVariable ? t('plan.stratum') : saidIn(text ?? undefined, t) || name);
  return (variables: readonly PlanVariable[], decided: readonly string[] = []): Choices => {
    const gone = decided.filter((name) => !variables.some((variable) => variable.name === name));
    return [
      ...variables.map((variable) => [variable.name, nameOf(variable)] as const),
      ...gone.map((name) => [name, t('plan.gone', { name: nameOf({ name, text: null }) })] as const),
    ];
  };
}

/** Which of the variables were ticked in one group of boxes, in their order. @param decided as for `planPage` */
export function tickedFor(
  field: string,
  values: ReadonlyMap<string, string>,
  variables: readonly PlanVariable[],
  decided: readonly string[] = [],
): string[] {
  const offered = [...new Set([...variables.map(({ name }) => name), ...decided])];
  return offered.filter((name) => values.has(`${field}.${name}`));
}

export function planPath(slug: string): string {
  return surveyPath(slug, '/plan');
}
