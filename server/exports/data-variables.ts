import type { Wave } from '#db/tables.ts';
import type { Plan } from '#reports/plan.ts';
import { exclusionReasons } from '#surveys/exclusion-reasons.ts';
import { textIn } from '#surveys/localized.ts';
import { responseStatuses } from '#surveys/response-status.ts';
import { dispositions } from '#surveys/sampling/dispositions.ts';
import type { DecidedVersion } from '../actions/versions.ts';
import type { Translate } from '../i18n/translate.ts';
import { answerVariables } from './answer-variables.ts';
import { type DataVariable, textHeld, type VariableWords, widthFor } from './data-variable.ts';
import type { ExportColumns, leading, trailing } from './export-columns.ts';

/** What the variables of an export are described from. */
export interface Described {
  readonly versions: readonly DecidedVersion[];
  readonly waves: readonly Wave[];
  readonly plan: Plan;
}

type Fixed = (typeof leading)[number] | (typeof trailing)[number];

/**
 * What every column of an export holds, in its order and in the reader's language. It follows from the questionnaires, the
 * plan and the waves, never from rows.
 */
export function dataVariables(columns: ExportColumns, described: Described, t: Translate): DataVariable[] {
  const { versions, plan } = described;
  const ofAnswer = answerVariables(versions, t);
  const fixed = fixedVariables(described, t);
  const attributes = new Map(columns.attributes.map(({ name, attribute }) => [name, attribute]));
  const answers = new Map(columns.answers.map((column) => [column.header, column]));
  return columns.headers.map((header) => {
    const answer = answers.get(header);
    if (answer !== undefined) return { header, ...ofAnswer(answer) };
    const attribute = attributes.get(header);
    if (attribute === undefined) return { header, answer: null, ...fixed[header as Fixed] };
    return { header, answer: null, ...knownVariable(attribute, plan, t) };
  });
}

/** A variable of customers, in the words that the plan has for it. */
function knownVariable(name: string, { variables }: Plan, t: Translate): VariableWords {
  const said = Object.hasOwn(variables, name) ? variables[name] : undefined;
  const text = (words: Readonly<Record<string, string>>) => textIn(words, t.locale, Object.keys(words));
  const label = said === undefined ? '' : text(said.label);
  return {
    label: t('data.column.attribute', { name: label || name }),
    holds: textHeld,
    measure: 'nominal',
    labels: Object.entries(said?.values ?? {}).map(([value, words]) => [value, text(words) || value]),
    missing: [],
  };
}

function fixedVariables({ waves, plan, versions }: Described, t: Translate): Record<Fixed, VariableWords> {
  const word = (name: Fixed) => t(`data.column.${name}`);
  const number = (name: Fixed, decimals: number): VariableWords => ({
    ...{ label: word(name), holds: { kind: 'number', decimals }, measure: 'scale', labels: [], missing: [] },
  });
  const moment = (name: Fixed): VariableWords => ({ ...number(name, 0), holds: { kind: 'moment' } });
  const text = (name: Fixed): VariableWords => ({ ...number(name, 0), holds: textHeld, measure: 'nominal' });
  const coded = (name: Fixed, labels: readonly (readonly [string, string])[]): VariableWords => ({
    ...text(name),
    holds: { kind: 'text', bytes: widthFor(labels.map(([value]) => value)) },
    labels,
  });
  const strata = knownVariable('stratum', plan, t).labels;
  const titled = waves.map(({ key, label }): [string, string] => {
    const said = label === null ? '' : textIn(label, t.locale, Object.keys(label));
    return [key, said || key];
  });
  const numbered = versions.map(({ number: version, publishedAt }): [number, string] => [
    version,
    t('data.notes.version', { number: version, date: new Date(publishedAt).toISOString().slice(0, 10) }),
  ]);
  return {
    survey: text('survey'),
    version: { ...number('version', 0), measure: 'ordinal', labels: numbered },
    wave: coded('wave', titled),
    customer: text('customer'),
    stratum: { ...text('stratum'), labels: strata },
    population: number('population', 0),
    disposition: coded(
      'disposition',
      dispositions.map((each) => [each, t(`report.disposition.${each}`)]),
    ),
    base_weight: number('base_weight', 6),
    given_weight: number('given_weight', 6),
    design_stratum: { ...text('design_stratum'), labels: strata },
    design_population: number('design_population', 0),
    design_respondents: number('design_respondents', 0),
    final_weight: number('final_weight', 6),
    status: coded(
      'status',
      responseStatuses.map((each) => [each, t(`live.counts.${each}`)]),
    ),
    locale: text('locale'),
    started_at: moment('started_at'),
    updated_at: moment('updated_at'),
    submitted_at: moment('submitted_at'),
    excluded: {
      ...number('excluded', 0),
      measure: 'nominal',
      labels: [
        [0, t('data.value.no')],
        [1, t('data.value.yes')],
      ],
    },
    exclusion_reason: coded(
      'exclusion_reason',
      exclusionReasons.map((each) => [each, t(`quality.reason.${each}`)]),
    ),
    ended_by: text('ended_by'),
    source: coded(
      'source',
      (['web', 'import', 'entered'] as const).map((each) => [each, t(`data.source.${each}`)]),
    ),
    entered_by: text('entered_by'),
  };
}
