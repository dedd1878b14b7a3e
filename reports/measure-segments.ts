import { figuresOf, type TracedFigure } from './figures.ts';
import { heldWithParts } from './held-with-parts.ts';
import type { Instrument } from './instrument.ts';
import type { WaveInput } from './measure-wave.ts';
import { cellOf, type Part } from './part.ts';
import type { Figure, SegmentContrasts } from './report.ts';
import { holm } from './sampling-error/multiplicity.ts';
import { type SegmentCounts, type SharedValues, segmentCells, sharedInRows } from './segment-cells.ts';
import { type MeasuredSegments, segmentContrasts } from './segment-contrasts.ts';
import type { Tallies } from './tally/tallies.ts';
import type { WeightedWave } from './weighted-wave.ts';

/** What of a wave is measured by parts of its respondents, and what of them is known. */
export interface SegmentedWave {
  readonly input: Pick<WaveInput, 'key' | 'plan' | 'dataset'>;
  readonly tallies: Tallies | null;
  readonly weighted: WeightedWave;
  readonly instrument: Instrument;
}

/** What a wave says of parts of its respondents, one variable after the other; what is too small is held back. */
export function measureSegments(
  wave: SegmentedWave,
  whole: readonly TracedFigure[],
): { readonly figures: readonly TracedFigure[]; readonly contrasts: readonly SegmentContrasts[] } {
  const shown = shownSegments(wave, null);
  const contrasts = shown.map((each) => segmentContrasts(each, whole, wave.input.plan.confidence));
  return { figures: shown.flatMap(({ figures }) => figures.flat()), contrasts: withHolm(contrasts) };
}

/**
 * What a wave says of one part of its respondents, as of a whole; held back where any table that it could stand in holds it
 * back. Nothing where nobody of the wave is in it.
 */
export function measurePart(
  wave: SegmentedWave,
  part: Part,
  cell: Readonly<Record<'variable' | 'value', string>>,
) {
  const segments = shownSegments(wave, part).find(({ variable }) => variable === cell.variable);
  const place = segments?.segments.values.findIndex(({ value }) => value === cell.value) ?? -1;
  return (segments?.figures[place] ?? []).map(
    ({ figure, statistic }): TracedFigure => ({ figure: { ...figure, domain: null }, statistic }),
  );
}

/** The segments of all variables, with all their figures where a part is asked for. */
function shownSegments(
  { input: { key, plan, dataset }, tallies, weighted, instrument }: SegmentedWave,
  part: Part | null,
): MeasuredSegments[] {
  const { confidence } = plan;
  const measured = plan.segments.flatMap((variable): MeasuredSegments[] => {
    const segments = weighted.segments(variable);
    if (segments === null) return [];
    const figures = segments.values.map(({ value, ground }) =>
      figuresOf(ground, instrument, {
        ...{ period: key, cell: { [variable]: value }, confidence },
        isFull: part !== null,
      }),
    );
    return [{ variable, segments, figures }];
  });
  const counts = measured.map(({ variable, segments }): SegmentCounts => {
    const cells = segments.values.map(({ value, ground }) => ({
      ...{ value, n: ground.domain.n },
      cell: cellOf({ variable, value }, part),
    }));
    return {
      variable,
      values: cells,
      isPublished: cells.every(({ cell }) => Object.keys(cell).length === 1),
    };
  });
  const shared: SharedValues = (one, other) =>
    tallies?.sharedValues(dataset, one, other) ?? sharedInRows(dataset, one, other);
  return heldBack(measured, instrument, segmentCells(counts, plan, shared));
}

/** All figures, without their numbers where these would tell of too few people. */
function heldBack(
  measured: readonly MeasuredSegments[],
  instrument: Instrument,
  cells: ReturnType<typeof segmentCells>,
): MeasuredSegments[] {
  const kinds = (measured.flatMap(({ figures }) => figures)[0] ?? []).map(({ figure }) => figure);
  const own = kinds.map((_, kind) =>
    cells.heldOf(measured.map(({ figures }) => figures.map((all) => all[kind]?.figure.n ?? 0))),
  );
  const held = heldWithParts(kinds, own, instrument);
  return measured.map((each, variable) => ({
    ...each,
    figures: each.figures.map((all, value) =>
      all.map(({ figure, statistic }, kind) => ({
        figure: held[kind]?.[variable]?.[value] === true ? withoutNumbers(figure) : figure,
        statistic,
      })),
    ),
  }));
}

function withoutNumbers(figure: Figure): Figure {
  return {
    ...figure,
    ...{ estimate: null, standardError: null, lower: null, upper: null },
    ...{ degreesOfFreedom: null, n: 0, effectiveSize: null, designEffect: null },
    suppressed: 'small-cell',
    verdict: null,
  };
}

/** Whether customers differ at all is asked of each variable: so many tests are a family. */
function withHolm(contrasts: readonly SegmentContrasts[]): SegmentContrasts[] {
  const adjusted = holm(contrasts.map(({ test }) => test?.p ?? null));
  return contrasts.map((each, place) => ({
    ...each,
    test: each.test && { ...each.test, pHolm: adjusted[place] ?? null },
  }));
}
