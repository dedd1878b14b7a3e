import type { Change, Decomposition, Figure, Movement, Report } from '#reports/report.ts';
import { type Cell, csvRow } from '../csv.ts';
import { labelCell } from './names.ts';

/** The columns of `figures.csv`. */
export const figureColumns = [
  'kind',
  'name',
  'target',
  'wave',
  'from',
  'variable',
  'value',
  'estimate',
  'standard_error',
  'lower',
  'upper',
  'df',
  'n',
  'effective_size',
  'design_effect',
  'p',
  'p_holm',
  'p_bh',
  'held_back',
  'reason',
] as const;

type FigureRow = Partial<Record<(typeof figureColumns)[number], Cell>>;

/**
 * Every figure, change, part of a change and movement of a report as rows. A number has as many digits as tell it from its neighbours
 * (up to 17). What is held back has its row and no number.
 *
 * @param names in R of the variables of segments
 */
export function* figuresCsv(report: Report, names: ReadonlyMap<string, string>): Generator<string> {
  const write = (row: FigureRow) =>
    csvRow(
      figureColumns.map((column) => row[column] ?? null),
      true,
    );
  yield csvRow(figureColumns, false);
  for (const wave of report.waves) for (const figure of wave.figures) yield write(figureRow(figure, names));
  for (const change of report.changes) yield write(changeRow(change, names));
  for (const one of report.decompositions) for (const row of partRows(one)) yield write(row);
  for (const row of movementRows(report.movement)) yield write(row);
}

function figureRow(figure: Figure, names: ReadonlyMap<string, string>): FigureRow {
  const place: FigureRow = {
    kind: 'figure',
    name: figure.name,
    target: figure.target,
    wave: figure.period,
    ...cellOf(figure, names),
    held_back: figure.suppressed,
    reason: figure.reason,
  };
  if (figure.suppressed !== null) return place;
  return {
    ...place,
    estimate: figure.estimate,
    standard_error: figure.standardError,
    lower: figure.lower,
    upper: figure.upper,
    df: figure.degreesOfFreedom,
    n: figure.n,
    effective_size: figure.effectiveSize,
    design_effect: figure.designEffect,
  };
}

function cellOf({ domain }: Pick<Figure, 'domain'>, names: ReadonlyMap<string, string>): FigureRow {
  const [variable, value] = Object.entries(domain ?? {})[0] ?? [];
  if (variable === undefined || value === undefined) return {};
  return { variable: names.get(variable) ?? variable, value: labelCell(value) };
}

function changeRow(change: Change, names: ReadonlyMap<string, string>): FigureRow {
  const isHeldBack = change.reason === 'held-back';
  return {
    kind: 'change',
    name: change.name,
    target: change.target,
    wave: change.to,
    from: change.from,
    ...cellOf(change, names),
    estimate: change.difference,
    standard_error: change.standardError,
    lower: change.lower,
    upper: change.upper,
    df: change.degreesOfFreedom,
    p: change.p,
    p_holm: change.pHolm,
    p_bh: change.pBH,
    held_back: isHeldBack ? change.reason : null,
    reason: isHeldBack ? null : change.reason,
  };
}

/** A row for each part of a change, with numbers or without. */
function partRows({ target, from, to, reason, ...parts }: Decomposition): FigureRow[] {
  return (['real', 'composition'] as const).map((kind) => {
    const place: FigureRow = { kind, name: 'csi', target, wave: to, from, reason };
    const part = parts[kind];
    if (part === null) return place;
    return {
      ...place,
      estimate: part.difference,
      standard_error: part.standardError,
      lower: part.lower,
      upper: part.upper,
      df: part.degreesOfFreedom,
      p: part.p,
      reason: part.reason,
    };
  });
}

function movementRows(movement: Movement | null): FigureRow[] {
  if (movement === null) return [];
  const { chiSquare, degreesOfFreedom, p, trend, trendStandardError, trendP } = movement;
  const overall = { kind: 'movement', target: 'overall' };
  return [
    { ...overall, name: 'wald', estimate: chiSquare, df: degreesOfFreedom, p },
    { ...overall, name: 'trend', estimate: trend, standard_error: trendStandardError, p: trendP },
  ];
}
