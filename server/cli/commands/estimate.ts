import { realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { checkSpec } from '#reports/estimate/check-spec.ts';
import { type DataTable, neededColumns } from '#reports/estimate/columns.ts';
import { type EstimateProblem, EstimateRefusal } from '#reports/estimate/refusal.ts';
import { runEstimation } from '#reports/estimate/run.ts';
import { type EstimateSpec, estimateSpec } from '#reports/estimate/spec.ts';
import { csvOf, jsonOf, weightsCsv } from '../../estimate/output.ts';
import { readDataTable, readNumbers } from '../../estimate/read-table.ts';
import { packedFileSource } from '../../estimate/source.ts';
import type { Translate } from '../../i18n/translate.ts';
import { readDocument } from '../../imports/documents.ts';
import type { FileProblems } from '../../imports/problems.ts';
import { fileSource } from '../../imports/source.ts';
import type { OnProgress } from '../../imports/table.ts';
import type { Command, CommandContext } from '../command.ts';
import { writeFileWhole } from '../files.ts';
import { flag, type Options, optional, readOptions } from '../options.ts';
import { Refusal, UsageError } from '../refusal.ts';
import { problemLines } from '../words.ts';

const options = { csv: flag, weights: optional('OUT.csv') } as const;

/** The one command with a word of its own before the options: the spec. */
export const estimate: Command = {
  name: 'estimate',
  summary: 'estimate.summary',
  operand: 'SPEC.json',
  options,
  async run(context, argv) {
    const [spec, ...rest] = specFirst(argv);
    if (spec === undefined) throw new UsageError('estimate.specMissing');
    await estimateFrom(context, spec, readOptions(options, rest));
  },
};

/** The spec may come before, between or after the options. */
function specFirst(argv: readonly string[]): readonly string[] {
  const takesValue = new Set(['--weights', '--lang']);
  const at = argv.findIndex((word, place) => !word.startsWith('-') && !takesValue.has(argv[place - 1] ?? ''));
  const spec = argv[at];
  return spec === undefined ? [] : [spec, ...argv.filter((_, place) => place !== at)];
}

async function estimateFrom(
  { t, terminal, onProgress }: CommandContext,
  path: string,
  { csv, weights }: Options<typeof options>,
): Promise<void> {
  const reading = await readDocument(fileSource(path), estimateSpec);
  if ('problems' in reading) throw firstOf(reading.problems, t);
  const spec = reading.document;
  try {
    checkSpec(spec);
    const beside = (file: string) => resolve(dirname(path), file);
    const { replicates } = spec;
    const inputs = [
      path,
      beside(spec.data),
      ...(replicates?.type === 'given' ? [beside(replicates.file)] : []),
    ];
    if (weights !== null && (await isOneOf(weights, inputs)))
      throw new Refusal('estimate.weightsOverInput', { file: weights });
    const table = await tableFrom(beside(spec.data), spec, t, onProgress);
    const given = replicates?.type === 'given' ? await numbersFrom(beside(replicates.file), t) : null;
    const estimation = runEstimation(spec, table, given);
    if (weights !== null) await writeFileWhole(weights, weightsCsv(table.lines, estimation.weights));
    if (!csv) terminal.out(jsonOf(estimation.result, t));
    else for (const line of csvOf(estimation.result)) terminal.out(line.trimEnd());
  } catch (error) {
    throw error instanceof EstimateRefusal ? refusalOf(error.problem, path, spec, t) : error;
  }
}

/** Whether a path leads to one of these files, by whatever name. */
async function isOneOf(path: string, files: readonly string[]): Promise<boolean> {
  const target = await realpath(path).catch(() => null);
  const others = await Promise.all(files.map((file) => realpath(file).catch(() => null)));
  return target !== null && others.includes(target);
}

async function tableFrom(
  path: string,
  spec: EstimateSpec,
  t: Translate,
  onProgress: OnProgress,
): Promise<DataTable> {
  const request = { columns: neededColumns(spec), rows: spec.rows ?? {} };
  const { table, problems } = await readDataTable(packedFileSource(path), request, onProgress);
  if (table === null) throw firstOf(problems, t);
  return table;
}

async function numbersFrom(path: string, t: Translate): Promise<readonly Float64Array[]> {
  const { columns, problems } = await readNumbers(packedFileSource(path));
  if (columns === null) throw firstOf(problems, t);
  return columns;
}

/** A file's first problem, in one line. */
function firstOf(problems: FileProblems, t: Translate): Refusal {
  const [line = problems.file] = problemLines(t, problems);
  return new Refusal('estimate.refused', { problem: line });
}

/** A problem with its place: the cell of the data, else the key of the spec. */
function refusalOf(problem: EstimateProblem, path: string, spec: EstimateSpec, t: Translate): Refusal {
  const { code, key, row, column, params } = problem;
  const file = basename(spec.data);
  const place =
    row !== null && column !== null
      ? t('cli.place.cell', { file, row, column })
      : key === null
        ? file
        : t('cli.place.path', { file: basename(path), path: key });
  return new Refusal('cli.problem', { place, problem: t(`estimate.problem.${code}`, params) });
}
