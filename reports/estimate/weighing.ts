import type { Projection } from '../sampling-error/projection.ts';
import { CROSS, codesAt, crossed } from '../weighting/classes.ts';
import type { WeightingProblem } from '../weighting/problems.ts';
import type { WeightingScheme } from '../weighting/scheme.ts';
import { weighingAgain } from '../weighting/weighing-again.ts';
import { type DrawnSample, type WeightingWarning, weigh } from '../weighting/weights.ts';
import { type DataTable, numbersOf, textsOf } from './columns.ts';
import { EstimateRefusal } from './refusal.ts';
import type { EstimateSpec } from './spec.ts';

/** The respondents among some drawn rows with their final weights. */
export interface Weighing {
  /** Places of the respondents among the drawn rows, ascending; everything below is by respondent. */
  readonly places: Int32Array;
  readonly weights: Float64Array;
  readonly projections: readonly Projection[];
  readonly warnings: readonly WeightingWarning[];
  /** Whether weights depend on more than what each row starts with. */
  readonly adjusted: boolean;
  /**
   * The final weights that other starting weights of the drawn rows lead to, by the same steps; classes that were
   * collapsed stay so, and linear calibration may go below 0. `null` where a step cannot be taken.
   */
  readonly again: (starting: Float64Array) => Float64Array | null;
}

/**
 * Adjusts and calibrates the starting weights of the drawn rows as the spec says.
 *
 * @throws EstimateRefusal when a step cannot be taken
 */
export function weighRows(
  spec: EstimateSpec,
  table: DataTable,
  rows: Int32Array,
  starting: Float64Array,
): Weighing {
  const { nonresponse, calibration } = spec;
  const responded = nonresponse ? respondedOf(table, rows, nonresponse.responded) : null;
  if (!nonresponse && !calibration) {
    const places = Int32Array.from(rows.keys());
    const again = (other: Float64Array) => other;
    return { places, weights: starting, projections: [], warnings: [], adjusted: false, again };
  }
  checkCells(spec, table, rows, responded);
  checkCrossings(spec, table);
  const sample = drawnSample(spec, table, rows, responded);
  const scheme = schemeOf(spec);
  const { weighted, problems } = weigh({ ...sample, weights: starting }, scheme);
  if (weighted === null) throw refusalOf(problems, spec);
  return {
    places: weighted.rows,
    weights: weighted.weights,
    projections: weighted.design.projections ?? [],
    warnings: weighted.warnings,
    adjusted: true,
    again: weighingAgain(sample, scheme, weighted),
  };
}

function respondedOf(table: DataTable, rows: Int32Array, column: string): Uint8Array {
  const answers = numbersOf(table, column, rows);
  return Uint8Array.from(answers, (answer, place) => {
    if (answer === 0 || answer === 1) return answer;
    const row = table.lines[rows[place] as number] as number;
    const at = { key: 'nonresponse.responded', row, column };
    throw Number.isNaN(answer)
      ? new EstimateRefusal('cell-missing', at)
      : new EstimateRefusal('not-0-or-1', at, { value: answer });
  });
}

/** @throws EstimateRefusal for the first empty cell of a class of anybody, or of a margin of somebody who answered */
function checkCells(
  { nonresponse, calibration }: EstimateSpec,
  table: DataTable,
  rows: Int32Array,
  responded: Uint8Array | null,
): void {
  const refuse = (key: string, column: string, place: number) => {
    const row = table.lines[rows[place] as number] as number;
    if (place >= 0) throw new EstimateRefusal('cell-missing', { key, row, column });
  };
  const checkText = (key: string, name: string, counts: (place: number) => boolean) => {
    const { codes } = textsOf(table, name);
    refuse(
      key,
      name,
      rows.findIndex((row, place) => (codes[row] as number) < 0 && counts(place)),
    );
  };
  const answered = (place: number) => responded?.[place] !== 0;
  for (const name of nonresponse?.classes ?? []) checkText('nonresponse.classes', name, () => true);
  for (const [place, margin] of (calibration?.margins ?? []).entries()) {
    const key = `calibration.margins[${place}]`;
    if ('variables' in margin) for (const name of margin.variables) checkText(key, name, answered);
    else {
      const values = numbersOf(table, margin.variable, rows);
      refuse(
        key,
        margin.variable,
        values.findIndex((value, at) => Number.isNaN(value) && answered(at)),
      );
    }
  }
}

/** @throws EstimateRefusal where crossed values have one label together although they differ: "A|B" of two, or of one */
function checkCrossings({ nonresponse, calibration }: EstimateSpec, table: DataTable): void {
  const crossings = [
    { key: 'nonresponse.classes', names: nonresponse?.classes ?? [] },
    ...(calibration?.margins ?? []).map((margin, place) => {
      const key = `calibration.margins[${place}].variables`;
      return { key, names: 'variables' in margin ? margin.variables : [] };
    }),
  ];
  for (const { key, names } of crossings) {
    const columns = names.map((name) => textsOf(table, name));
    if (names.length < 2 || !columns.some(({ labels }) => labels.some((label) => label.includes(CROSS))))
      continue;
    const { labels } = crossed(columns);
    const category = labels.find((label, place) => labels.indexOf(label) < place);
    if (category !== undefined) throw new EstimateRefusal('category-ambiguous', { key }, { category });
  }
}

function drawnSample(
  { nonresponse, calibration }: EstimateSpec,
  table: DataTable,
  rows: Int32Array,
  responded: Uint8Array | null,
): DrawnSample {
  const margins = calibration?.margins ?? [];
  const named = margins.flatMap((margin) => ('variables' in margin ? margin.variables : []));
  const numeric = margins.flatMap((margin) => ('variable' in margin ? [margin.variable] : []));
  const variables = [...new Set([...named, ...(nonresponse?.classes ?? [])])].map((name) => {
    const { codes, labels } = textsOf(table, name);
    return [name, { codes: codesAt(codes, rows), labels }] as const;
  });
  const numbers = numeric.map((name) => [name, numbersOf(table, name, rows)] as const);
  return {
    strata: { codes: new Int32Array(rows.length), labels: [''] },
    populations: null,
    responded: responded ?? new Uint8Array(rows.length).fill(1),
    variables: Object.fromEntries(variables),
    numbers: Object.fromEntries(numbers),
  };
}

function schemeOf({ nonresponse, calibration }: EstimateSpec): WeightingScheme {
  return {
    base: 'given',
    ...(nonresponse && { nonresponse: { classes: nonresponse.classes, minimum: nonresponse.minimum } }),
    ...(calibration && { calibration: calibrationOf(calibration) }),
    ...(calibration?.trim && { trimming: { ...calibration.trim, recalibrate: false } }),
  };
}

function calibrationOf(
  calibration: NonNullable<EstimateSpec['calibration']>,
): WeightingScheme['calibration'] {
  const { method, margins, population, bounds, variance } = calibration;
  return {
    method,
    margins: margins.filter((margin) => 'variables' in margin),
    auxiliaries: margins.filter((margin) => 'variable' in margin),
    population,
    bounds,
    variance,
  };
}

/** The first problem of the weighting, in terms of the spec. */
function refusalOf([problem]: readonly WeightingProblem[], spec: EstimateSpec): EstimateRefusal {
  if (!problem) return new EstimateRefusal('no-respondents');
  const { code, ...params } = problem;
  const flat = Object.entries(params).map(([name, value]) => [name, shown(value)]);
  const ofClasses = code === 'class-without-respondents' || code === 'no-respondents';
  const classVariable = 'variable' in problem && spec.nonresponse?.classes.includes(problem.variable ?? '');
  const key = (ofClasses || classVariable) && spec.nonresponse ? 'nonresponse' : 'calibration';
  return new EstimateRefusal(code, { key }, Object.fromEntries(flat));
}

/** A number as a message shows it, without the noise of its last digits; what is not given is left open. */
function shown(value: string | number | null): string | number {
  if (value === null) return '…';
  return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
}
