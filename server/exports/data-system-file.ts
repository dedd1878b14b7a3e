import { notApplicableCell } from './answer-columns.ts';
import { dataNotes, type ExportWords, titleOf } from './data-notes.ts';
import type { DataVariable } from './data-variable.ts';
import { dataVariables } from './data-variables.ts';
import type { RespondentData } from './respondent-data.ts';
import type { DataCell, DataRow } from './responses.ts';
import { variableNames } from './sav/names.ts';
import {
  type CutText,
  type ResponseSet,
  type SavCell,
  systemFile,
  type Variable,
} from './sav/system-file.ts';

/** The column that holds the weight of the report. */
const weightColumn = 'final_weight';

/**
 * Respondent data as an SPSS system file, weighted by the final weight where any wave has one.
 *
 * @param onCut told of each text that was cut
 */
export async function* dataSystemFile(
  data: RespondentData,
  words: ExportWords,
  onRows: (rows: number) => void,
  onCut?: (cut: CutText) => void,
): AsyncGenerator<Uint8Array> {
  const { t, now } = words;
  const described = dataVariables(data.columns, data.request, t);
  const names = variableNames(described.map(({ header }) => header));
  const variables = described.map((each, place): Variable => ({ ...each, name: names[place] ?? '' }));
  const isWeighted = (await data.waves()).some(({ weights }) => weights.respondents > 0);
  const notes = (await dataNotes(data, words)).map(
    ([what, value]) => `${what}: ${value instanceof Date ? value.toISOString() : value}`,
  );
  const keys = data.request.waves.map(({ key }) => key);
  const valuesOf = rowReader(described);
  const rows = async function* () {
    for await (const row of data.rows(onRows)) yield valuesOf(row);
  };
  yield* systemFile(
    {
      label: t('data.title', {
        title: titleOf(data, t),
        waves: keys.length === 1 ? (keys[0] ?? '') : keys.length,
      }),
      variables,
      sets: responseSets(data, described, names),
      weight: isWeighted
        ? (names[described.findIndex(({ header }) => header === weightColumn)] ?? null)
        : null,
      notes: [
        ...notes,
        `${t('data.notes.missing')}: ${t('data.notes.missing.sav')}`,
        t('data.notes.cut.sav'),
      ],
      createdAt: now,
      cases: data.count,
      rows: rows(),
    },
    onCut,
  );
}

/** Reads rows with the codes that say why a value is missing. */
function rowReader(variables: readonly DataVariable[]): (row: DataRow) => SavCell[] {
  return ({ cells, asked }) => {
    const keys = asked();
    return variables.map((variable, place) => codedValue(cells[place] ?? null, variable, keys));
  };
}

function codedValue(cell: DataCell, variable: DataVariable, asked: ReadonlySet<string>): SavCell {
  const { answer, notApplicable = null, notAnswered = null, holds } = variable;
  if (cell === null) return answer !== null && asked.has(answer) ? notAnswered : null;
  if (cell === notApplicableCell && holds.kind === 'number') return notApplicable;
  return cell;
}

/** Questions of which several options can be chosen, as one set each. */
function responseSets(
  { columns }: RespondentData,
  described: readonly DataVariable[],
  names: readonly string[],
): ResponseSet[] {
  const places = new Map(described.map(({ header }, place) => [header, place]));
  const members = new Map<string, number[]>();
  for (const { header, answer, part } of columns.answers) {
    const place = places.get(header) ?? 0;
    const isChoice =
      part !== null && described[place]?.measure === 'nominal' && described[place]?.holds.kind === 'number';
    if (isChoice) members.set(answer, [...(members.get(answer) ?? []), place]);
  }
  const several = [...members].filter(([, places]) => places.length > 1);
  const setNames = variableNames(several.map(([key]) => key.slice(0, 60)));
  return several.map(([key, own], set) => ({
    name: setNames[set] ?? '',
    label: described[own[0] ?? 0]?.label.split(' – ')[0] ?? key,
    variables: own.map((place) => names[place] ?? ''),
  }));
}
