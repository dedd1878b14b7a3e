import { z } from 'zod';
import { insertFrame } from '#db/queries/frames.ts';
import { giveUpOtherFrames, isFrameInUse } from '#db/queries/incoming-frames.ts';
import { stratumVariable } from '#reports/plan.ts';
import { readDocument } from './documents.ts';
import { removeGivenUpFrames } from './given-up-frames.ts';
import type { ImportDependencies, ImportedFrame } from './import-frame.ts';
import { FileProblems } from './problems.ts';
import type { Source } from './source.ts';
import { cellReader, readTable } from './table.ts';
import { longestName, variableName } from './variables.ts';

type Margins = Map<string, Map<string, number>>;

const count = z.int().positive().max(1e12);
const valueName = z.string().min(1).max(longestName);

/** Population counts as a document: by stratum, and by the values of other variables. */
export const countsDocument = z.strictObject({
  strata: z.record(valueName, count),
  margins: z.record(variableName, z.record(valueName, count)).default({}),
});

/**
 * Imports a frame that is no list: population counts per stratum and, to calibrate to, per value of other
 * variables. A CSV file has the columns `variable`, `value`, `population` (the strata's variable is `stratum`) or
 * just `stratum`, `population`.
 */
export async function importCounts(
  { db, now, createId, record }: Omit<ImportDependencies, 'onProgress'>,
  { surveyId, key, source }: { surveyId: string; key: string; source: Source },
): Promise<ImportedFrame | { readonly problems: FileProblems } | 'frameInUse'> {
  const reading = source.name.toLowerCase().endsWith('.json')
    ? await fromJson(source)
    : await fromCsv(source);
  if ('problems' in reading) return reading;
  const { margins } = reading;
  const problems = totalProblems(source, margins);
  if (problems.count > 0) return { problems };
  const strata = [...(margins.get(stratumVariable) ?? [])].map(([stratum, population]) => ({
    stratum,
    population,
  }));
  const frame = {
    id: createId(),
    surveyId,
    key,
    kind: 'counts' as const,
    source: source.name,
    strataFrom: [],
    margins: Object.fromEntries([...margins].map(([name, counts]) => [name, Object.fromEntries(counts)])),
    importedAt: now().getTime(),
  };
  const outcome = await db.write(async (tx) => {
    if (await isFrameInUse(tx, surveyId, key)) return 'frameInUse';
    await giveUpOtherFrames(tx, frame, frame.importedAt);
    await insertFrame(tx, frame, strata);
    const details = { frame: key, file: source.name };
    await record?.(tx, { survey: { id: surveyId }, action: 'frame.imported', details });
    return 'stored';
  });
  if (outcome === 'frameInUse') return outcome;
  await removeGivenUpFrames(db);
  const customers = strata.reduce((sum, { population }) => sum + population, 0);
  return { customers, strata, margins: [...margins.keys()], classRules: {}, purchasesOfOthers: 0 };
}

async function fromJson(source: Source): Promise<{ margins: Margins } | { problems: FileProblems }> {
  const reading = await readDocument(source, countsDocument);
  if ('problems' in reading) return reading;
  const { strata, margins } = reading.document;
  const all = [[stratumVariable, strata] as const, ...Object.entries(margins)];
  return { margins: new Map(all.map(([name, counts]) => [name, new Map(Object.entries(counts))])) };
}

async function fromCsv(source: Source): Promise<{ margins: Margins } | { problems: FileProblems }> {
  const long = new FileProblems(source.name);
  const short = new FileProblems(source.name);
  const asMargins = await marginsIn(source, long, 'variable', 'value');
  if (long.count === 0) return { margins: asMargins };
  const asStrata = await marginsIn(source, short, null, stratumVariable);
  if (short.count === 0) return { margins: asStrata };
  // The layout that was meant is the one whose columns are there.
  const isLong = !long.first.some(({ code }) => code === 'missingColumn');
  return { problems: isLong ? long : short };
}

async function marginsIn(
  source: Source,
  problems: FileProblems,
  variableColumn: string | null,
  valueColumn: string,
): Promise<Margins> {
  const cells = cellReader(problems);
  const margins: Margins = new Map();
  const columns = [...(variableColumn === null ? [] : [variableColumn]), valueColumn, 'population'];
  await readTable(source, problems, columns, (row) => {
    const variable = variableColumn === null ? stratumVariable : cells.neededName(row, variableColumn);
    const value = cells.neededName(row, valueColumn);
    const population = cells.positive(row, 'population');
    if (variable === null || value === null || population === null) return;
    if (!Number.isInteger(population)) {
      problems.add('notWhole', { row: row.row, column: 'population' }, { value: population });
    }
    const counts = margins.get(variable) ?? new Map<string, number>();
    margins.set(variable, counts);
    if (counts.has(value)) problems.add('duplicateValue', { row: row.row, column: valueColumn }, { value });
    counts.set(value, population);
  });
  return margins;
}

/** Every variable counts the same population, or no weights can fit them all. */
function totalProblems(source: Source, margins: Margins): FileProblems {
  const problems = new FileProblems(source.name);
  const expected = total(margins.get(stratumVariable));
  if (expected === 0) problems.add('withoutStrata');
  for (const [variable, counts] of margins) {
    const found = total(counts);
    if (expected > 0 && found !== expected)
      problems.add('marginTotal', {}, { variable, total: found, expected });
  }
  return problems;
}

function total(counts: ReadonlyMap<string, number> | undefined): number {
  return [...(counts ?? new Map<string, number>()).values()].reduce((sum, each) => sum + each, 0);
}
