import type { Queryable } from '#db/database.ts';
import { hasGivenWeights, membersWithWholeResponses } from '#db/queries/export-rows.ts';
import type { Wave } from '#db/tables.ts';
import { type Plan, stratumVariable } from '#reports/plan.ts';
import type { Definition } from '#surveys/definition.ts';
import type { DecidedVersion } from '../actions/versions.ts';
import { anonymousFacts, sampleAsked } from '../reporting/read-anonymous.ts';
import { type AnswerColumn, unionOfColumns } from './answer-columns.ts';

/** What an export is made of. */
export interface ResponseExport {
  readonly slug: string;
  /** Every published version, oldest first. */
  readonly versions: readonly DecidedVersion[];
  /** How waves are weighted that have no plan of their own. */
  readonly plan: Plan;
  readonly waves: readonly Wave[];
  /** Whether text that a spreadsheet would run as a formula gets a `'` before it. */
  readonly guard: boolean;
  /** Whether what customers left to be contacted by is among the answers. It is nobody's who does not ask for it. */
  readonly contacts: boolean;
}

/** The columns before and after the customers' attributes, which stand before the answers. */
export const leading = ['survey', 'version', 'wave', 'customer', 'stratum', 'population'] as const;
export const trailing = [
  'disposition',
  'base_weight',
  'given_weight',
  'design_stratum',
  'design_population',
  'design_respondents',
  'final_weight',
  'status',
  'locale',
  'started_at',
  'updated_at',
  'submitted_at',
  'excluded',
  'exclusion_reason',
  'ended_by',
  'source',
  'entered_by',
] as const;

/** A column of answers under the name that it has in the file. */
export type NamedAnswerColumn = AnswerColumn & { readonly header: string };

/** The columns of an export by what they hold. They follow from the sample and the questionnaires, never from answers. */
export interface ExportColumns {
  readonly attributes: readonly { readonly name: string; readonly attribute: string }[];
  readonly answers: readonly NamedAnswerColumn[];
  readonly headers: readonly string[];
  /** Whether any customer came with a weight; without, their column stays empty. */
  readonly hasWeights: boolean;
}

/** The columns an export has. Names are unique: what another column is called already gets a number. */
export async function exportColumns(
  queryable: Queryable,
  { versions, waves, contacts }: Pick<ResponseExport, 'versions' | 'waves' | 'contacts'>,
): Promise<ExportColumns> {
  const taken = new Set<string>([...leading, ...trailing]);
  const free = (name: string) => {
    let unique = name;
    for (let number = 2; taken.has(unique); number++) unique = `${name}_${number}`;
    taken.add(unique);
    return unique;
  };
  const known = await variableNames(queryable, versions, waves);
  const attributes = known.map((attribute) => ({ attribute, name: free(attribute) }));
  const latestFirst = versions.map(({ definition }) => definition).toReversed();
  const union = unionOfColumns(latestFirst, { contacts });
  const answers = union.map((column) => ({ ...column, header: free(column.name) }));
  const headers = [
    ...leading,
    ...attributes.map(({ name }) => name),
    ...trailing,
    ...answers.map(({ header }) => header),
  ];
  const hasWeights = await hasGivenWeights(
    queryable,
    waves.map(({ id }) => id),
  );
  return { attributes, answers, headers, hasWeights };
}

/** What is known of customers, and the facts that questionnaires name; the stratum has a column of its own. */
async function variableNames(
  queryable: Queryable,
  versions: ResponseExport['versions'],
  waves: readonly Wave[],
): Promise<string[]> {
  const names = new Set<string>();
  for (const wave of waves) {
    for (const name of await attributeNames(queryable, wave, versions)) names.add(name);
  }
  const asked = new Set(waves.map(({ versionId }) => versionId));
  for (const { id, definition } of versions) {
    if (asked.has(id)) for (const { key } of definition.facts) names.add(key);
  }
  names.delete(stratumVariable);
  return [...names];
}

/** A wave's sample comes from one frame or file, so all its customers have the attributes that the first one has. */
async function attributeNames(
  queryable: Queryable,
  wave: Wave,
  versions: ResponseExport['versions'],
): Promise<readonly string[]> {
  const kept = await anonymousFacts(queryable, wave.id, definitionOf(wave, versions));
  if (kept !== null) return (await sampleAsked(queryable, wave.id, kept)).sample.variables;
  for await (const [first] of membersWithWholeResponses(queryable, wave.id)) {
    return Object.keys(first?.member.attributes ?? {});
  }
  return [];
}

/** The questionnaire that a wave asks. */
export function definitionOf({ versionId, key }: Wave, versions: ResponseExport['versions']): Definition {
  const version = versions.find(({ id }) => id === versionId);
  if (version === undefined) throw new RangeError(`Wave ${key} points at an unknown version`);
  return version.definition;
}
